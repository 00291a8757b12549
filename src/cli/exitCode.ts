import type { Severity } from '../analysis/index.ts';
import type { Report } from './report.ts';

export const failOnLevels = ['hint', 'warning', 'error', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

const rank: Record<Severity, number> = { hint: 0, warning: 1, error: 2 };

/** Of a comment that is wrong: it may hide what it should not, or hides nothing. */
export const problemSeverity: Severity = 'warning';

/** 2 if something could not be read, else 1 if a finding or a problem is as severe as `failOn` or worse, else 0. */
export function exitCode(report: Pick<Report, 'findings' | 'problems' | 'errors'>, failOn: FailOn): 0 | 1 | 2 {
  if (report.errors.length > 0) return 2;
  if (failOn === 'never') return 0;
  const severities = [
    ...report.findings.map(({ finding }) => finding.severity),
    ...report.problems.map(() => problemSeverity),
  ];
  return severities.some((severity) => rank[severity] >= rank[failOn]) ? 1 : 0;
}
