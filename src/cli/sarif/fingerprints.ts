import { createHash } from 'node:crypto';
import type { LocatedFinding } from '../report.ts';

/**
 * By which a finding is recognised in the next run, when its line has moved: its file, its rule, its code, and which of
 * those that are alike it is.
 */
export function fingerprints(findings: readonly LocatedFinding[]): readonly Readonly<Record<string, string>>[] {
  const seen = new Map<string, number>();
  return findings.map(({ file, finding, code }) => {
    const key = JSON.stringify([file, finding.rule, code]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    const digest = createHash('sha256').update(`${key}#${ordinal}`).digest('hex');
    return { 'softmaxStability/v1': digest.slice(0, 32) };
  });
}
