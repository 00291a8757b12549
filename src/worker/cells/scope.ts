// A notebook's variables, and as text: kept by the host, so that they outlive the worker.
import type { MathNode } from 'mathjs';
import { builtinFunction, builtinName, math, parse } from './language.ts';

/** Variables by name. mathjs reads and writes it while it evaluates. */
export class Scope extends Map<string, unknown> {
  /** What defines a function of a cell, by the function, since it may have got other names. */
  readonly definitions = new WeakMap<object, string>();

  /** Remembers the source of a statement that defined a function. */
  define(node: MathNode, source: string, value: unknown): void {
    const isDefinition = node.type === 'FunctionAssignmentNode';
    if (isDefinition && typeof value === 'function') this.definitions.set(value, source);
  }
}

type Stored =
  | { readonly name: string; readonly value: unknown }
  | { readonly name: string; readonly definition: string }
  | { readonly name: string; readonly builtin: string };

const version = 1;

/**
 * The scope as text. Left out: a function that a cell did not define by itself, as one that another function gave.
 * A function defined by a cell reads the variables of its notebook when called, so its definition is all of it.
 */
export function writeScope(scope: Scope): string {
  const variables = [...scope].flatMap(([name, value]): Stored[] => {
    if (typeof value !== 'function') return [{ name, value }];
    const definition = scope.definitions.get(value);
    if (definition !== undefined) return [{ name, definition }];
    const builtin = builtinName(value);
    return builtin === undefined ? [] : [{ name, builtin }];
  });
  return JSON.stringify({ version, variables }, replacer);
}

/** @throws {Error} for a text that `writeScope` of this version did not write. */
export function readScope(text: string): Scope {
  const scope = new Scope();
  const stored = parseStored(text);
  // Definitions bind their own name on the way; the value each name really has comes after.
  const values = stored.map((one): readonly [string, unknown] => [one.name, revive(one, scope)]);
  scope.clear();
  for (const [name, value] of values) scope.set(name, value);
  return scope;
}

function parseStored(text: string): readonly Stored[] {
  let stored: { readonly version?: unknown; readonly variables?: readonly Stored[] } | null;
  try {
    stored = JSON.parse(text, reviver) as typeof stored;
  } catch (cause) {
    throw new Error('The notebook’s variables cannot be read. Run its cells again from the first.', { cause });
  }
  if (stored?.version !== version || !Array.isArray(stored.variables)) {
    throw new Error('The notebook’s variables are of another version. Run its cells again from the first.');
  }
  return stored.variables as readonly Stored[];
}

function revive(stored: Stored, scope: Scope): unknown {
  if ('builtin' in stored) return builtinFunction(stored.builtin);
  if (!('definition' in stored)) return stored.value;
  const node = parse(stored.definition);
  const value: unknown = node.compile().evaluate(scope);
  scope.define(node, stored.definition, value);
  return value;
}

// mathjs's types have it return a reviver; it is one.
const { reviver } = math as unknown as { readonly reviver: (key: string, value: unknown) => unknown };

/** JSON has no NaN, no infinities and no −0; mathjs's reviver reads this form of them. */
function replacer(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return { mathjs: 'number', value: Object.is(value, -0) ? '-0' : String(value) };
}
