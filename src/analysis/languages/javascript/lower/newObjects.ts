// Objects that are made by `new`.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { leave, occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { isArrayClass } from '../libraries/arrayClasses.ts';
import { argumentNodes, lowerArguments } from './arguments.ts';
import { construct } from './instances.ts';
import { madeOfPairs } from './maps.ts';
import { resolve } from './names.ts';
import { newArray } from './newArrays.ts';

export function lowerNew(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const target = node.field('constructor');
  const args = lowerArguments(frame, argumentNodes(node), depth);
  const values = args.all.map(({ value }) => value);
  const binding = target && resolve(frame, target);
  if (binding?.kind === 'library' && isArrayClass(binding.path) && !args.spread) {
    return newArray(frame, node, binding.path, values);
  }
  const { session, store } = frame;
  const name = target?.text ?? '';
  const map = name === 'Map' && !binding ? madeOfPairs(frame, node, values[0]) : undefined;
  if (map) return map;
  const key = `instance of ${name} ${frame.id} ${session.ordinal(`${frame.id} new ${name}`)}`;
  const object = occur(frame, node, store.opaque(key, termsOf(values), { pure: false }), values);
  const callable = binding?.kind === 'value' ? session.callables.get(binding.occurrence.term) : undefined;
  if (callable?.kind === 'class') construct(frame, node, object, callable.definition, args, depth);
  leave(frame, object);
  return object;
}
