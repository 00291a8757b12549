// Models whose parameters are given at each call: Flax's model.apply(parameters, x), Haiku's transform(f).apply(parameters, random, x).
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Callable } from '../../shared/lower/callable.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { parametersBefore } from '../libraries/transforms.ts';
import { callAny } from './transforms.ts';

type Applied = Extract<Callable, { readonly kind: 'applied' }>;

/** model.apply as a value; undefined of what has none. */
export function applyOf(frame: Frame, node: SyntaxNode, object: Occurrence): Occurrence | undefined {
  const { callables } = frame.session;
  const callable = callables.get(object.term);
  if (callable?.kind === 'instance' && callable.of.extendsUnknown) return applied(frame, node, object, 1, true);
  return callable?.kind === 'applied' ? applied(frame, node, callable.of, callable.before, true) : undefined;
}

/** What a library makes of a function whose parameters it keeps apart; undefined of any other call. */
export function transformedOf(
  frame: Frame,
  node: SyntaxNode,
  path: string,
  { all }: Arguments,
): Occurrence | undefined {
  const before = parametersBefore(path);
  const [first] = all;
  const callable = first && frame.session.callables.get(first.value.term);
  if (before === undefined || !callable) return undefined;
  const of = callable.kind === 'applied' ? callable.of : first.value;
  return applied(frame, node, of, before, false);
}

function applied(frame: Frame, node: SyntaxNode, of: Occurrence, before: number, isCalled: boolean): Occurrence {
  const key = `${isCalled ? 'apply' : 'transformed'} ${before}`;
  const made = occur(frame, node, frame.store.opaque(key, [of.term]), [of]);
  frame.session.callables.set(made.term, { kind: 'applied', of, before, isCalled });
  return made;
}

/** The value of a call; undefined where what is asked for changes what is returned. */
export function callApplied(
  frame: Frame,
  node: SyntaxNode,
  { of, before }: Pick<Applied, 'of' | 'before'>,
  { all, spread }: Arguments,
  depth: number,
): Occurrence | undefined {
  if (all.length < before || all.some(({ keyword }) => keyword === 'mutable' || keyword === 'method')) return undefined;
  const rest = all.slice(before).filter(({ keyword }) => keyword !== 'rngs');
  return callAny(frame, node, of, { all: rest, spread }, depth);
}
