// What libraries call the functions that our rules are about, read off the tables.
import { arrayMethods, everyTable, findFunction, findLayer } from './index.ts';
import { kerasActivations, type LayerTable } from './layers.ts';
import type { FunctionTable, Operation } from '../../shared/libraries/operation.ts';

const maps = new Set(['exp', 'expm1', 'log', 'log1p', 'sigmoid', 'softplus', 'log-sigmoid']);

/** Whether an exponential or a logarithm is in an operation, or it is a loss. */
function isTranscendental(operation: Operation): boolean {
  switch (operation.does) {
    case 'map':
      return maps.has(operation.name);
    case 'binary':
      return operation.name === 'logaddexp';
    case 'reduce':
    case 'running-sum':
      return operation.name === 'logsumexp';
    case 'power-of':
    case 'log-to':
    case 'library':
    case 'drawn':
    case 'loss':
      return true;
    default:
      return false;
  }
}

/** The last part of a dotted name; `reduce` of `logaddexp.reduce` is a method, and so is `accumulate`. */
function lastPart(name: string): string {
  return name
    .replace(/\.(?:reduce|accumulate)$/, '')
    .split('.')
    .at(-1)!;
}

function namesOf(functions: FunctionTable, matters: (operation: Operation) => boolean): readonly string[] {
  return Object.entries(functions)
    .filter(([, { operation }]) => matters(operation))
    .map(([name]) => lastPart(name));
}

function layersIn(layers: LayerTable | undefined): readonly string[] {
  return Object.entries(layers ?? {}).flatMap(([name, layer]) =>
    layer.kind === 'function' && isTranscendental(layer.function.operation) ? [name] : [],
  );
}

/**
 * Names of functions, methods and layers that have an exponential or a logarithm in them, and of losses. No value that a
 * rule looks for is made without one of these, but for powers of e.
 */
export const transcendentalNames: ReadonlySet<string> = new Set([
  ...namesOf(arrayMethods, isTranscendental),
  ...everyTable().flatMap(({ functions, layers }) => [...namesOf(functions, isTranscendental), ...layersIn(layers)]),
]);

/** Names of layers that compute what a name says that they are given: Dense(10, activation="softmax"). */
export const activatedNames: ReadonlySet<string> = new Set(
  everyTable().flatMap(({ functions, layers }) => [
    ...namesOf(functions, ({ does }) => does === 'activated'),
    ...Object.entries(layers ?? {}).flatMap(([name, { kind }]) => (kind.startsWith('activat') ? [name] : [])),
  ]),
);

/** Those names that have an exponential or a logarithm in them. */
export const activationNames: readonly string[] = namesOf(kerasActivations, isTranscendental);

/** Whether a full dotted name is a function or a layer of a library that has an exponential or a logarithm in it. */
export function isTranscendentalPath(path: string): boolean {
  const operation = findFunction(path)?.operation;
  if (operation && isTranscendental(operation)) return true;
  const layer = findLayer(path)?.layer;
  return layer?.kind === 'function' && isTranscendental(layer.function.operation);
}

/** Whether a full dotted name is called as libraries call a logarithm, to whichever base: that of a number is a number. */
export function isLogarithm(path: string): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (!Object.hasOwn(arrayMethods, name)) return false;
  const { operation } = arrayMethods[name]!;
  return operation.does === 'log-to' || (operation.does === 'map' && operation.name === 'log');
}

/** What an array takes of itself: such a method is given no operand beside the array. */
const ofItself = new Set<Operation['does']>(['map', 'log-to', 'power-of']);

/** Whether a method of an array is one whatever it is given; others take no operand beside the array. */
export function takesOperands(method: string): boolean {
  return Object.hasOwn(arrayMethods, method) && !ofItself.has(arrayMethods[method]!.operation.does);
}

/** Whether an array has a method of that name with an exponential or a logarithm in it. */
export function isTranscendentalMethod(method: string): boolean {
  return Object.hasOwn(arrayMethods, method) && isTranscendental(arrayMethods[method]!.operation);
}
