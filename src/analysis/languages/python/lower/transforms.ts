// Functions that libraries make of functions: with some arguments given, of each slice, with the gradient beside the value.
import { eachOf } from '../../../terms/elements.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import { rebuild, subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import { affect } from '../../shared/lower/changes.ts';
import type { Callable, Transformed } from '../../shared/lower/callable.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { findFunction } from '../libraries/index.ts';
import { takesModelFirst, transformOf } from '../libraries/transforms.ts';
import { callValue } from './callables.ts';
import { stringText } from './literals.ts';
import { parametersOf } from './parameters.ts';
import { giveUnfollowed } from '../../shared/lower/inlining.ts';

/** np.apply_along_axis(np.max, 1, x) is np.max(x, axis=1). */
export function ofSlices(
  path: string,
  { all, spread }: Arguments,
): { readonly path: string; readonly args: Arguments } | undefined {
  const [of, axis, operand] = all;
  if (!path.endsWith('.apply_along_axis') || all.length !== 3 || spread) return undefined;
  const { term } = of!.value;
  const reduction = term.kind === 'opaque' && term.key.startsWith('library ') ? term.key.slice('library '.length) : '';
  if (!findFunction(reduction)?.operation.does.startsWith('reduce')) return undefined;
  const given = [
    { ...operand!, keyword: undefined },
    { ...axis!, keyword: 'axis' },
  ];
  return { path: reduction, args: { all: given, spread } };
}

/** The function that a call of a library makes of its first argument; undefined if it makes none. */
export function transformed(frame: Frame, node: SyntaxNode, path: string, args: Arguments): Occurrence | undefined {
  const [first, ...rest] = takesModelFirst(path) ? args.all.slice(1) : args.all;
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
  if (callable.kind === 'partial') givePartly(frame, callable);
  return made;
}

/** Whoever calls it gives a function these arguments, if no others of their names. */
function givePartly(frame: Frame, { of, given }: Transformed): void {
  const callable = frame.session.callables.get(of.term);
  if (callable?.kind !== 'function') return;
  const names = parametersOf(callable.definition.node).map(({ name }) => name);
  giveUnfollowed(frame, callable.definition, callable.receiver ? names.slice(1) : names, given);
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
      const isPlain = given.all.every(({ value: { term } }) => movesNoAxis(term));
      const term = isPlain ? ofAllSlices(store, value.term, args) : store.opaque('mapped', [value.term]);
      return occur(frame, node, term, [value], { form: term === value.term ? 'read' : 'expression' });
    }
    case 'gradient':
      return occur(frame, node, store.opaque('gradient', [value.term]), [value]);
    case 'value and gradient': {
      const gradient = occur(frame, node, store.opaque('gradient', [value.term]), [value]);
      return occur(frame, node, store.stack([value.term, gradient.term]), [value, gradient]);
    }
  }
}

/**
 * Calls a value that may be one of several.
 * @param name - what the object is called where the call stands, as a dotted name
 */
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
  const each = target.term.kind === 'element' ? eachOf(target.term.of) : undefined;
  const alike = each && callables.get(each);
  if (alike?.kind === 'instance') {
    const one = occur(frame, node, each!, [target], { form: 'read' });
    return callValue(frame, node, alike, one, args, depth);
  }
  const branches = branchesOf(target.term);
  if (!branches.some((branch) => callables.has(branch))) return undefined;
  const results = branches.map((branch) => {
    const one = occur(frame, node, branch, [target], { form: 'read' });
    const known = callables.get(branch);
    const result = known && callValue(frame, node, known, one, args, depth);
    if (result) return result;
    const values = [one, ...args.all.map(({ value }) => value)];
    const call = occur(frame, node, frame.store.opaque('call of a branch', termsOf(values), { pure: false }), values);
    affect(frame, call, true);
    return call;
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

/**
 * The value of all slices, given that of one: the same where axes are counted from the end, and something not known of what
 * counts them otherwise.
 */
function ofAllSlices(store: TermStore, value: Term, { all }: Arguments): Term {
  const done = new Map<Term, Term>(all.map(({ value: { term } }) => [term, term]));
  const change = (part: Term): Term => {
    const known = done.get(part);
    if (known) return known;
    const changed = isSameOfAll(part) ? rebuild(store, part, change) : store.opaque('mapped', [part]);
    done.set(part, changed);
    return changed;
  };
  return change(value);
}

function isSameOfAll(term: Term): boolean {
  switch (term.kind) {
    case 'reduce':
    case 'library':
      return term.axis.kind === 'known' && term.axis.axes.every((each) => each < 0);
    case 'reshape':
      return term.change.to === 'insert' && typeof term.change.at === 'number' && term.change.at < 0;
    case 'constant':
    case 'map':
    case 'binary':
    case 'where':
    case 'join':
    case 'cast':
    case 'refined':
    case 'stack':
      return true;
    default:
      return false;
  }
}
