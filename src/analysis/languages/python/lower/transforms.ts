// Functions that libraries make of functions: with some arguments given, of each slice, with the gradient beside the value.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Axis, Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Callable, Transformed } from '../../shared/lower/callable.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { transformOf } from '../libraries/transforms.ts';
import { callValue } from './callables.ts';
import { stringText } from './literals.ts';

/** The function that a call of a library makes of its first argument; undefined if it makes none. */
export function transformed(frame: Frame, node: SyntaxNode, path: string, args: Arguments): Occurrence | undefined {
  const [first, ...rest] = args.all;
  const transform = transformOf(path);
  if (!transform || !first || args.spread) return undefined;
  const callable: Callable | undefined =
    transform === 'record'
      ? { kind: 'record', fields: fieldNames(rest[0]?.node) }
      : frame.session.callables.has(first.value.term) || first.value.term.kind === 'join'
        ? { kind: transform, of: first.value, given: { all: rest, spread: false } }
        : undefined;
  if (!callable) return undefined;
  const values = args.all.map(({ value }) => value);
  const keywords = args.all.map(({ keyword }) => keyword ?? '').join(',');
  const made = occur(frame, node, frame.store.opaque(`call ${path} ${keywords}`, termsOf(values)), values);
  frame.session.callables.set(made.term, callable);
  return made;
}

/** ['a', 'b'], ('a', 'b'), 'a b', 'a, b' */
function fieldNames(node: SyntaxNode | undefined): readonly string[] {
  if (!node) return [];
  const texts = node.type === 'string' ? [node] : node.named;
  return texts.flatMap(({ text }) => stringText(text)?.split(/[\s,]+/) ?? []).filter((name) => name !== '');
}

/** The value of a call of such a function. */
export function callTransformed(
  frame: Frame,
  node: SyntaxNode,
  { kind, of, given }: Transformed,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  const keywords = new Set(args.all.map(({ keyword }) => keyword));
  // What is given at the call replaces what was given before.
  const before = given.all.filter(({ keyword }) => keyword === undefined || !keywords.has(keyword));
  const all = kind === 'partial' ? [...before, ...args.all] : args.all;
  const value = callAny(frame, node, of, { all, spread: args.spread }, depth);
  if (!value) return undefined;
  const { store } = frame;
  switch (kind) {
    case 'partial':
      return value;
    case 'mapped': {
      const isSame = given.all.every(({ value: { term } }) => movesNoAxis(term)) && isOfLastAxes(value.term, args);
      return isSame ? value : occur(frame, node, store.opaque('mapped', [value.term]), [value]);
    }
    case 'gradient':
      return occur(frame, node, store.opaque('gradient', [value.term]), [value]);
    case 'value and gradient': {
      const gradient = occur(frame, node, store.opaque('gradient', [value.term]), [value]);
      return occur(frame, node, store.stack([value.term, gradient.term]), [value, gradient]);
    }
  }
}

/** Calls a value that may be one of several. */
export function callAny(
  frame: Frame,
  node: SyntaxNode,
  target: Occurrence,
  args: Arguments,
  depth: number,
  name?: string,
): Occurrence | undefined {
  const { callables } = frame.session;
  const callable = callables.get(target.term);
  if (callable) return callValue(frame, node, callable, target, args, depth, name);
  const branches = branchesOf(target.term);
  if (!branches.some((branch) => callables.has(branch))) return undefined;
  const results = branches.map((branch) => {
    const one = occur(frame, node, branch, [target], { form: 'read' });
    const known = callables.get(branch);
    const result = known && callValue(frame, node, known, one, args, depth);
    const values = [one, ...args.all.map(({ value }) => value)];
    return (
      result ?? occur(frame, node, frame.store.opaque('call of a branch', termsOf(values), { pure: false }), values)
    );
  });
  return occur(frame, node, frame.store.join(termsOf(results)), results, { form: 'join' });
}

function branchesOf(term: Term): readonly Term[] {
  if (term.kind === 'join') return term.items;
  return term.kind === 'where' ? [term.yes, term.no] : [];
}

/** in_axes=0, in_axes=(None, 0) */
function movesNoAxis(term: Term): boolean {
  return [...subterms(term)].every((part) => part.kind !== 'constant' || part.value === 0);
}

/** Whether a value of one slice is written as that of all of them is: by axes from the end. */
function isOfLastAxes(value: Term, { all }: Arguments): boolean {
  const given = new Set(all.flatMap(({ value: { term } }) => [...subterms(term)]));
  return [...subterms(value)].every((part) => {
    if (given.has(part)) return true;
    switch (part.kind) {
      case 'reduce':
      case 'library':
        return isFromEnd(part.axis);
      case 'gather':
        return false;
      case 'reshape':
        return part.change.to === 'insert' && typeof part.change.at === 'number' && part.change.at < 0;
      default:
        return true;
    }
  });
}

function isFromEnd(axis: Axis): boolean {
  return axis.kind === 'known' && axis.axes.every((each) => each < 0);
}
