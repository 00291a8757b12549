// Calls of values: of functions that were passed on or stored, of objects, of layers.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { apply } from '../../shared/lower/apply.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Callable } from '../../shared/lower/callable.ts';
import { construct, methodFor } from './objects.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { inline } from './inline.ts';
import { callLayer, makeLayer } from './layers.ts';
import { recordOf } from './dictionaries.ts';
import { callApplied } from './applied.ts';
import { callTransformed } from './transforms.ts';
import { findFunction, findLayer } from '../libraries/index.ts';

/**
 * The value of a call; undefined if it is not followed.
 * @param target - the value that is called
 * @param name - what the object is called where the call stands, as a dotted name
 */
export function callValue(
  frame: Frame,
  node: SyntaxNode,
  callable: Callable,
  target: Occurrence,
  args: Arguments,
  depth: number,
  name?: string,
): Occurrence | undefined {
  switch (callable.kind) {
    case 'function':
      return inline(frame, node, callable, args, depth);
    case 'library': {
      const layer = findLayer(callable.path);
      if (layer) return makeLayer(frame, node, callable.path, layer, args);
      const known = findFunction(callable.path);
      return known && apply(frame, node, known, args);
    }
    case 'record':
      return recordOf(frame, node, args.all, callable.fields);
    case 'partial':
    case 'mapped':
    case 'gradient':
    case 'value and gradient':
      return callTransformed(frame, node, callable, args, depth);
    case 'applied':
      return callable.isCalled ? callApplied(frame, node, callable, args, depth) : undefined;
    case 'class':
      return construct(frame, node, callable.definition, args, depth);
    case 'instance': {
      const method = methodFor(frame, target, callable);
      return method && inline(frame, node, { ...method, name }, args, depth);
    }
    default:
      return callLayer(frame, node, callable, target, args, depth);
  }
}
