// What libraries call the functions that our rules are about, read off the tables.
import { arrayMethods, everyTable } from './index.ts';
import type { FunctionTable, Operation } from './operation.ts';

const maps = new Set(['exp', 'expm1', 'log', 'log1p', 'sigmoid', 'softplus', 'log-sigmoid']);

/** Whether an exponential or a logarithm is in an operation, or it is a loss. */
function isTranscendental(operation: Operation): boolean {
  switch (operation.does) {
    case 'map':
      return maps.has(operation.name);
    case 'binary':
      return operation.name === 'logaddexp';
    case 'reduce':
      return operation.name === 'logsumexp';
    case 'power-of':
    case 'log-to':
    case 'library':
    case 'loss':
      return true;
    default:
      return false;
  }
}

/** The last part of a dotted name; `reduce` of `logaddexp.reduce` is a method. */
function lastPart(name: string): string {
  return name
    .replace(/\.reduce$/, '')
    .split('.')
    .at(-1)!;
}

function namesIn(functions: FunctionTable): readonly string[] {
  return Object.entries(functions)
    .filter(([, { operation }]) => isTranscendental(operation))
    .map(([name]) => lastPart(name));
}

/**
 * Names of functions, methods and layers that have an exponential or a logarithm in them, and of losses. No value that a
 * rule looks for is made without one of these, but for powers of e.
 */
export const transcendentalNames: ReadonlySet<string> = new Set([
  ...namesIn(arrayMethods),
  ...everyTable().flatMap(({ functions, layers = {} }) => [
    ...namesIn(functions),
    ...Object.entries(layers).flatMap(([name, layer]) =>
      layer.kind === 'function' && isTranscendental(layer.function.operation) ? [name] : [],
    ),
  ]),
]);
