import type { Severity } from '../analysis/index.ts';
import type { Report } from './report.ts';

export const failOnLevels = ['hint', 'warning', 'error', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

const rank: Record<Severity, number> = { hint: 0, warning: 1, error: 2 };

/** 2 if something could not be read, else 1 if a finding is as severe as `failOn` or worse, else 0. */
export function exitCode(report: Pick<Report, 'findings' | 'errors'>, failOn: FailOn): 0 | 1 | 2 {
  if (report.errors.length > 0) return 2;
  if (failOn === 'never') return 0;
  return report.findings.some(({ finding }) => rank[finding.severity] >= rank[failOn]) ? 1 : 0;
}
