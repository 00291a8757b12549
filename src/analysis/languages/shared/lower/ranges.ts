// What is not followed, but has values of a known range: a number of a library, or numbers from one to another.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { FormatName } from '../../../../kernels/index.ts';
import { fullKey } from '../../../terms/format.ts';
import { indices } from '../../../terms/indices.ts';
import { lengths } from '../../../terms/lengths.ts';
import type { TermStore } from '../../../terms/store.ts';
import { textOf } from '../../../terms/text.ts';
import type { Term } from '../../../terms/term.ts';
import { unbounded, type Interval } from '../../../terms/bounds/interval.ts';
import { noteDraw } from '../../../terms/draws.ts';
import type { Operation } from '../libraries/operation.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { result, type Application } from './apply.ts';
import type { Argument, BoundArguments } from './arguments.ts';
import { affect } from './changes.ts';
import { saidBy } from './expressions.ts';
import { occur, termsOf, type Frame } from './frame.ts';

/** Numbers from one to another, both included or not. */
export function span(
  call: Application,
  { closed }: Extract<Operation, { does: 'span' }>,
  all: readonly Argument[],
): Occurrence {
  const [start, stop] = ['start', 'stop'].map((name) => call.args.named.get(name)?.value);
  const isClosed = closed && start && stop && !call.args.named.has('endpoint');
  const range = spanned(start, stop);
  return bounded(call.frame, call.node, { does: 'bounded', range, says: isClosed ? 'ends' : 'steps' }, all);
}

/** range(n), range(from, n); those with a step are not followed. */
export function range(call: Application, all: readonly Argument[]): Occurrence {
  const { store } = call.frame;
  const values = all.map((argument) => argument.value);
  const terms = termsOf(values);
  const [first, second, step] = terms as [Term, Term?, Term?];
  if (step) return result(call, store.opaque('range', terms), values);
  return result(call, second ? indices(store, second, first) : indices(store, first), values);
}

/**
 * An array of one number throughout; undefined where what fills it is none. Of whole numbers, or of what is not known, it
 * does not hold what is stored to it as it was.
 * @param format - that of its dtype, if it has one that is known
 */
export function filled(
  call: Application,
  operand: Occurrence,
  by: number | Term | undefined,
  format: FormatName | 'integer' | undefined,
): Occurrence | undefined {
  const { store } = call.frame;
  const value = typeof by === 'object' ? (by.kind === 'constant' ? by.value : undefined) : by;
  if (value === undefined || Number.isNaN(value)) return undefined;
  const type = call.args.named.get('dtype')?.value;
  const others = type && (format === undefined || format === 'integer') ? [type] : [];
  // zeros_like(x)
  const shape = call.args.named.get('shape')?.value;
  const more = termsOf(call.args.rest.map((length) => length.value));
  const of = shape ? (more.length > 0 ? store.stack([shape.term, ...more]) : shape.term) : lengths(store, operand.term);
  // NumPy's zeros(n) is of doubles, whatever is stored to it; zeros_like(x) need not be, nor full(n, 0).
  const isOfDoubles = shape && !type && typeof by === 'number' && call.known.family?.format === 'float64';
  const usual = isOfDoubles ? 'float64' : undefined;
  const key = fullKey(value, format === 'integer' ? undefined : (format ?? usual));
  const term = store.opaque(key, [of, ...termsOf(others)], {
    range: { low: value, high: value },
  });
  return result(call, term, [shape ?? operand, ...others]);
}

/** A choice; of zeros_like(x) where that is not x, as of 0. */
export function choice(store: TermStore, condition: Term, yes: Term, no: Term): Term {
  const among = (term: Term, other: Term): Term => {
    if (term.kind !== 'opaque' || term.key !== fullKey(0, undefined) || term.operands.length !== 1) return term;
    const [of] = term.operands;
    return of === other || of === lengths(store, other) ? store.constant(0) : term;
  };
  return store.where(condition, among(yes, no), among(no, yes));
}

/** From a number to another, or between 0 and the only one. */
function spanned(start: Occurrence | undefined, stop: Occurrence | undefined): Interval {
  const numbers = [start, stop].flatMap((end) => (end?.term.kind === 'constant' ? [end.term.value] : []));
  if (numbers.length < [start, stop].filter(Boolean).length) return unbounded;
  if (numbers.length < 2) numbers.push(0);
  return { low: Math.min(...numbers), high: Math.max(...numbers) };
}

/** Random numbers, of the format that they are asked for in. */
export function random(
  frame: Frame,
  node: SyntaxNode,
  { range }: Extract<Operation, { does: 'random' }>,
  args: BoundArguments,
  all: readonly Argument[],
): Occurrence {
  const drawn = bounded(frame, node, { does: 'bounded', range }, all);
  const dtype = args.named.get('dtype');
  const format = dtype && frame.session.language.formatOf(frame, dtype);
  return format ? occur(frame, node, frame.store.cast(drawn.term, format), [drawn]) : drawn;
}

/** A placeholder, of the format that it is made with. */
export function fed(frame: Frame, node: SyntaxNode, args: BoundArguments): Occurrence {
  const { store, session } = frame;
  const key = `fed ${frame.id}`;
  const given = store.opaque(`${key} ${session.ordinal(key)}`);
  const dtype = args.named.get('dtype');
  // What is a double elsewhere is a single here.
  const isSingle = dtype && textOf(dtype.value.term) === 'float';
  const format = isSingle ? 'float32' : dtype && session.language.formatOf(frame, dtype);
  return occur(frame, node, format ? store.cast(given, format) : given);
}

export function bounded(
  frame: Frame,
  node: SyntaxNode,
  operation: Extract<Operation, { does: 'bounded' }>,
  all: readonly Argument[],
): Occurrence {
  const values = all.map((argument) => argument.value);
  const callee = node.field('function')?.text ?? '';
  const name = /([\w$]+)\W*$/.exec(callee)?.[1] ?? '';
  const unique = /rand/.test(callee) ? ` ${frame.session.ordinal(`${frame.id} ${name}`)}` : '';
  const words = all.map(({ keyword }) => keyword ?? '').join(',');
  const key = `call ${name} ${words}${unique}`;
  const options = { range: operation.range, says: operation.says ?? saidBy(frame, callee) };
  const term = frame.store.opaque(key, termsOf(values), options);
  const place = occur(frame, node, term, values);
  if (unique !== '') {
    noteDraw(term);
    affect(frame, place, false);
  }
  return place;
}
