// Runs the functions of fixtures in JavaScript and TypeScript, in a context of its own in this process.
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import type { LanguageId } from '../../../../src/analysis/index.ts';

/** What one function gives for an input. */
export interface ScriptResult {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

type Input = readonly number[] | Float32Array | number;

/** The inputs of a kind: an array, a Float32Array, or numbers one after the other. */
export function inputsOf(kind: string, values: readonly number[]): readonly Input[] {
  if (kind === 'number') return values;
  return [kind === 'singles' ? Float32Array.from(values) : values];
}

/** The names of the functions at the top of a text, methods apart. */
export function functionsIn(text: string): readonly string[] {
  return [...text.matchAll(/^(?:export )?(?:function (\w+)|const (\w+) = (?:\(|\w+ =>))/gm)].map(
    ([, declared, constant]) => (declared ?? constant)!,
  );
}

/** What every function of a text gives for every input. */
export function runScript(
  text: string,
  language: LanguageId,
  inputs: readonly Input[],
): ReadonlyMap<string, readonly ScriptResult[]> {
  const loader = language === 'javascript' ? 'jsx' : language === 'tsx' ? 'tsx' : 'ts';
  const { code } = transformSync(text, { loader, format: 'cjs', target: 'node20' });
  const names = functionsIn(text);
  const context = createContext({ exports: {}, module: {} });
  const functions = runInContext(`${code}\n;({ ${names.join(', ')} })`, context) as Record<
    string,
    (x: Input) => unknown
  >;
  return new Map(names.map((name) => [name, inputs.map((input) => told(functions[name]!(copyOf(input))))]));
}

function copyOf(input: Input): Input {
  return typeof input === 'number' ? input : input.slice();
}

function told(result: unknown): ScriptResult {
  if (typeof result === 'number') return { shape: [], values: [result] };
  const values = Array.from(result as ArrayLike<number>);
  return { shape: [values.length], values };
}
