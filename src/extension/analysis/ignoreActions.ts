import * as vscode from 'vscode';
import type { Edit, Finding } from '../../analysis/findings.ts';

/** A quick fix that adds a comment, by which a finding is silenced. */
export interface IgnoreAction {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Once for each rule and place of the comment, the lines first. */
export function ignoreActions(findings: readonly Finding[], inNotebook: boolean): readonly IgnoreAction[] {
  const onLine = findings.flatMap(({ rule, ignore }) =>
    ignore?.line ? [{ title: vscode.l10n.t('Ignore {0} on this line', rule), edits: [ignore.line] }] : [],
  );
  const inFile = findings.flatMap(({ rule, ignore }) => {
    const title = inNotebook
      ? vscode.l10n.t('Ignore {0} in this notebook', rule)
      : vscode.l10n.t('Ignore {0} in this file', rule);
    return ignore?.file ? [{ title, edits: [ignore.file] }] : [];
  });
  const all = [...onLine, ...inFile];
  return [...new Map(all.map((action) => [JSON.stringify(action), action])).values()];
}
