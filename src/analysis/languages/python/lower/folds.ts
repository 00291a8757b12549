// Functions that are given to others to be called with each element: functools.reduce(lambda a, b: …, x), map(f, x).
import { listOf } from '../../../terms/elements.ts';
import { pickOne } from '../../../terms/gathers.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { liftElements, summary } from '../../shared/lower/loopSummary.ts';
import { room } from './room.ts';
import { callAny } from './transforms.ts';

/** What is more is a list. */
const mostApart = 3;

const operators: Readonly<Record<string, 'add' | 'multiply'>> = { 'operator.add': 'add', 'operator.mul': 'multiply' };

/** map(f, x), and reduce of Python 2 */
export function calledForEach(
  frame: Frame,
  node: SyntaxNode,
  callee: SyntaxNode,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  if (callee.text === 'map') return mapped(frame, node, args, depth);
  return callee.text === 'reduce' ? folded(frame, node, args, depth) : undefined;
}

/** functools.reduce(f, x), and with what it begins with */
export function folded(
  frame: Frame,
  node: SyntaxNode,
  { all, spread }: Arguments,
  depth: number,
): Occurrence | undefined {
  const [by, of, start, ...more] = all;
  if (!by || !of || spread || more.length > 0 || all.some(({ keyword }) => keyword !== undefined)) return undefined;
  const { store, session } = frame;
  const array = of.value.term;
  const rest = store.gather(array, 'slice', [store.opaque('slice _ :', [store.constant(1)], { says: 'slice' })]);
  const first = () =>
    occur(frame, node, store.gather(array, pickOne, [store.constant(0)]), [of.value], { form: 'read' });
  const initial = start?.value ?? first();
  frame.nesting++;
  const { nesting } = frame;
  const id = `${frame.id} reduce ${session.ordinal(`${frame.id} reduce`)}`;
  const carried = occur(frame, node, store.variable('loop', 'carried', id), [initial], { form: 'loop' });
  const each = occur(frame, node, store.element(start ? array : rest, nesting), [of.value], { form: 'read' });
  const end = combined(frame, node, by, [carried, each], depth);
  frame.nesting--;
  if (!end) return undefined;
  const running = new Set([carried.term]);
  const value = summary({ store, initial: initial.term, carried: carried.term, end: end.term, nesting, running, room });
  return value && occur(frame, node, value, [end, initial, of.value]);
}

function combined(
  frame: Frame,
  node: SyntaxNode,
  by: Argument,
  values: readonly [Occurrence, Occurrence],
  depth: number,
): Occurrence | undefined {
  const callable = frame.session.callables.get(by.value.term);
  const operator = callable?.kind === 'library' ? operators[callable.path] : undefined;
  if (!operator) return called(frame, node, by, values, depth);
  return occur(frame, node, frame.store.binary(operator, values[0].term, values[1].term), values);
}

/** np.apply_along_axis(f, 1, x) is f of each row of a matrix. */
export function ofRows(
  frame: Frame,
  node: SyntaxNode,
  path: string,
  { all, spread }: Arguments,
  depth: number,
): Occurrence | undefined {
  const [by, axis, of] = all;
  if (!path.endsWith('.apply_along_axis') || all.length !== 3 || all.some(({ keyword }) => keyword)) return undefined;
  const { term } = axis!.value;
  if (term.kind !== 'constant' || term.value !== 1) return undefined;
  return mapped(frame, node, { all: [by!, of!], spread }, depth);
}

/** map(f, x) is [f(v) for v in x] */
export function mapped(
  frame: Frame,
  node: SyntaxNode,
  { all, spread }: Arguments,
  depth: number,
): Occurrence | undefined {
  const [by, of, ...more] = all;
  if (!by || !of || spread || more.length > 0 || !frame.session.callables.has(by.value.term)) return undefined;
  const { store } = frame;
  const { term: whole } = of.value;
  // Of a few that are written out, as in a, b = map(f, (a, b)), each is what it is.
  if (whole.kind === 'stack' && whole.items.length <= mostApart) {
    const written = ['tuple', 'list'].includes(of.node.type) ? of.node.named : [];
    const items = whole.items.map((item, i) => occur(frame, written[i] ?? node, item, [of.value], { form: 'read' }));
    const values = items.map((item) => called(frame, node, by, [item], depth));
    const known = values.filter((value) => value !== undefined);
    return known.length === items.length ? occur(frame, node, store.stack(termsOf(known)), known) : undefined;
  }
  frame.nesting++;
  const { nesting } = frame;
  const each = occur(frame, node, store.element(whole, nesting), [of.value], { form: 'read' });
  const value = called(frame, node, by, [each], depth);
  frame.nesting--;
  const list = (term: Term) => liftElements(store, term, nesting) ?? listOf(store, term, nesting);
  return value && occur(frame, node, list(value.term), [value]);
}

function called(
  frame: Frame,
  node: SyntaxNode,
  by: Argument,
  values: readonly Occurrence[],
  depth: number,
): Occurrence | undefined {
  const all = values.map((value) => ({ keyword: undefined, node, value }));
  return callAny(frame, node, by.value, { all, spread: false }, depth);
}
