import type { FunctionPath } from './family.ts';

/** Names in a module, the first preferred. */
export function way(module: string, ...names: readonly string[]): readonly FunctionPath[] {
  return names.map((name) => ({ module, name }));
}
