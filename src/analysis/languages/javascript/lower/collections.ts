// Functions of libraries that take an array and a function: what a method of the array would give.
import { knownAxis } from '../../../terms/axis.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { collectionFunction } from '../libraries/collections.ts';
import { arrayMethod, mapped } from './arrays.ts';
import { callbackOf } from './callbacks.ts';
import { lowerExpression } from './expressions.ts';
import { mostOf } from './objects.ts';

const reductions = { sum: 'sum', mean: 'mean', max: 'max', min: 'min', largest: 'max', least: 'min' } as const;

/** A call of such a function by its dotted name; undefined of others, and where it is given something else. */
export function callCollection(
  frame: Frame,
  node: SyntaxNode,
  path: string,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  const known = collectionFunction(path);
  if (!known || args.some(({ type }) => type === 'spread_element')) return undefined;
  const { does, array, callback, start } = known;
  const run = args.at(callback);
  const code = run && args[array];
  const called = run && callbackOf(frame, run);
  if (!code || !called || run === code) return undefined;
  const initial = start === undefined ? undefined : args[start];
  const [object, ...others] = args
    .filter((each) => each !== run && each !== initial && (each === code || does === 'zip'))
    .map((each) => lowerExpression(frame, each, depth));
  if (!object) return undefined;
  if (does === 'zip') return mapped({ frame, node, code, depth }, object, called, undefined, others);
  const isReduced = does in reductions;
  const value = arrayMethod(isReduced ? 'map' : does, {
    frame,
    node,
    array: object,
    code,
    args: initial ? [run, initial] : [run],
    depth,
  });
  if (!value || !isReduced) return value;
  const name = reductions[does as keyof typeof reductions];
  if (does === 'largest' || does === 'least') return mostOf(frame, node, object, value, name);
  return occur(frame, node, frame.store.reduce(name, value.term, knownAxis(0), false), [value]);
}
