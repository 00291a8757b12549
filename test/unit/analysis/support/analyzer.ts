import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  createAnalyzer,
  type Analysis,
  type Analyzer,
  type Edit,
  type Finding,
  type LanguageId,
  type SourceDocument,
} from '../../../../src/analysis/index.ts';

const require = createRequire(import.meta.url);
const load = (path: string) => new Uint8Array(readFileSync(require.resolve(path)));

/** The parser's bytes as the packages have them. */
export const assets = {
  runtime: load('web-tree-sitter/web-tree-sitter.wasm'),
  grammars: {
    python: load('tree-sitter-python/tree-sitter-python.wasm'),
    javascript: load('tree-sitter-javascript/tree-sitter-javascript.wasm'),
    typescript: load('tree-sitter-typescript/tree-sitter-typescript.wasm'),
    tsx: load('tree-sitter-typescript/tree-sitter-tsx.wasm'),
  },
};

let shared: Promise<Analyzer> | undefined;

/** One analyzer for all tests of a process: loading it takes longer than they do. */
export function analyzer(): Promise<Analyzer> {
  return (shared ??= createAnalyzer(assets));
}

export function file(text: string, language: LanguageId = 'python'): SourceDocument {
  return { language, kind: 'file', cells: [{ index: 0, text }] };
}

export async function analyze(document: SourceDocument): Promise<Analysis> {
  return (await analyzer()).analyze(document);
}

/** The findings of a file's text; fails the test if there is no answer. */
export async function findingsIn(text: string, language?: LanguageId): Promise<readonly Finding[]> {
  return findingsOf(file(text, language));
}

export async function findingsOf(document: SourceDocument): Promise<readonly Finding[]> {
  const analysis = await analyze(document);
  if (!analysis.ok) throw new Error(`${analysis.code}: ${analysis.message}`);
  return analysis.findings;
}

/** A text after edits, those that are there twice made once. */
export function edited(text: string, edits: readonly Edit[]): string {
  const distinct = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
  const sorted = distinct.sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let done = 0;
  for (const { start, end, text: replacement } of sorted) {
    if (start < done) throw new Error(`Edits overlap at ${start}.`);
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return result + text.slice(done);
}
