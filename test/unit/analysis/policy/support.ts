import type { AnalysisOptions, Finding, Problem, SourceDocument } from '../../../../src/analysis/index.ts';
import { analyzer, file } from '../support/analyzer.ts';

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** What is found in a document under the options; fails the test if there is no answer. */
export async function analyzed(document: SourceDocument | string, options?: AnalysisOptions): Promise<Outcome> {
  const source = typeof document === 'string' ? file(document) : document;
  const analysis = await (await analyzer()).analyze(source, options);
  if (!analysis.ok) throw new Error(`${analysis.code}: ${analysis.message}`);
  return { findings: analysis.findings, problems: analysis.problems ?? [] };
}

/** A naive softmax in one line, and what stands around it. */
export function softmaxWith({ before = '', after = '' }: { before?: string; after?: string } = {}): string {
  return `import numpy as np\n${before}p = np.exp(x) / np.exp(x).sum()${after}\n`;
}
