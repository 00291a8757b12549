// A version of a document as it is analysed after others, beside what it gives alone.
import assert from 'node:assert/strict';
import type { Analysis, Analyzer, SourceDocument } from '../../../../src/analysis/index.ts';
import { analyzer } from './analyzer.ts';

export const findingsOnly = { findingsOnly: true };

export function told(analysis: Analysis): unknown {
  return analysis.ok ? { findings: analysis.findings, problems: analysis.problems } : analysis;
}

/** @returns how many findings there are */
export async function assertSame(incremental: Analyzer, document: SourceDocument): Promise<number> {
  const alone = await (await analyzer()).analyze(document, findingsOnly);
  const after = await incremental.analyze({ ...document, identity: 'one' }, findingsOnly);
  assert.deepEqual(told(after), told(alone));
  const whole = await (await analyzer()).analyze(document);
  const made = await incremental.analyze({ ...document, identity: 'one' });
  assert.deepEqual(told(made), told(whole));
  return alone.ok ? alone.findings.length : 0;
}
