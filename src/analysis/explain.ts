import type { Finding } from './findings.ts';

/** A finding at length, in Markdown that also reads well as plain text. */
export function explainFinding(finding: Finding): string {
  return finding.message;
}
