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
import { parametersOf } from './parameters.ts';

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
  if (does === 'extent' && args.length === 1) return extentOf(frame, node, lowerExpression(frame, args[0]!, depth));
  if (!code || !called || run === code) return undefined;
  // What compares two of them.
  if ((does === 'largest' || does === 'least') && parametersOf(run).length > 1) return undefined;
  const initial = start === undefined ? undefined : args[start];
  const [object, ...others] = args
    .filter((each) => each !== run && each !== initial && (each === code || does === 'zip'))
    .map((each) => lowerExpression(frame, each, depth));
  if (!object) return undefined;
  const call = { frame, node, array: object, code, args: initial ? [run, initial] : [run], depth };
  switch (does) {
    case 'zip':
      return mapped(call, object, called, undefined, others);
    case 'largest':
    case 'least': {
      const values = arrayMethod('map', call);
      return values && mostOf(frame, node, object, values, does === 'largest' ? 'max' : 'min');
    }
    case 'sum':
    case 'mean':
    case 'max':
    case 'min': {
      const values = arrayMethod('map', call);
      return values && occur(frame, node, frame.store.reduce(does, values.term, knownAxis(0), false), [values]);
    }
    case 'extent': {
      const values = arrayMethod('map', call);
      return values && extentOf(frame, node, values);
    }
    default:
      return arrayMethod(does, call);
  }
}

/** [min, max] of an array. */
function extentOf(frame: Frame, node: SyntaxNode, values: Occurrence): Occurrence {
  const { store } = frame;
  const end = (name: 'min' | 'max') => store.reduce(name, values.term, knownAxis(0), false);
  return occur(frame, node, store.stack([end('min'), end('max')]), [values]);
}
