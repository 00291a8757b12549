// Documents in editors, analysed by the real runner and the real analysis.
import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import type { Analyze } from '../../../../src/extension/analysis/runner.ts';
import { analyzer } from '../../analysis/support/analyzer.ts';
import { loadRunner } from './load.ts';

export const { AnalysisRunner, FileType, FindingStore, host, TextDocument, Uri } = await loadRunner();

export type Document = InstanceType<typeof TextDocument>;

const errors: string[] = [];
const log = { warn: (text: string) => errors.push(text), error: (text: string) => errors.push(text) };
let runner: InstanceType<typeof AnalysisRunner>;
let store: InstanceType<typeof FindingStore>;
let analyses = 0;

const analyze: Analyze = async ({ document, options }) => {
  analyses += 1;
  return (await analyzer()).analyze(document, options);
};

/** To be called before each test. */
export function reset(): void {
  host.files.clear();
  host.reads.length = 0;
  host.listed.length = 0;
  host.folder = Uri.parse('file:///project');
  host.settings = { run: 'onType', delay: 100 };
  errors.length = 0;
  analyses = 0;
}

/** To be called after each test. */
export function close(): void {
  runner.dispose();
  store.dispose();
  assert.deepEqual(errors, []);
}

/** Puts documents into editors and starts the runner. */
export function start(...documents: readonly Document[]): void {
  host.documents = [...documents];
  store = new FindingStore();
  runner = new AnalysisRunner(store, analyze, log as unknown as LogOutputChannel);
}

export function stop(): void {
  runner.dispose();
}

export function analysesSoFar(): number {
  return analyses;
}

export function open(address: string, text: string): Document {
  return new TextDocument(address, text);
}

export function write(address: string, text: string, type: number = FileType.File): void {
  host.files.set(address, { text, type });
}

export function type(document: Document, text: string): void {
  Object.assign(document, { text, version: document.version + 1, isDirty: true });
  host.changed.fire({ document, contentChanges: [{}] });
}

export function found(document: Document) {
  return store.latest(document as never);
}

function rules(document: Document): readonly string[] | undefined {
  return found(document)?.findings.map(({ rule }) => rule);
}

export async function settled(document: Document, expected: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 400 && String(rules(document)) !== String(expected); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.deepEqual(rules(document), expected);
}

/** Time in which what was scheduled would have begun. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}
