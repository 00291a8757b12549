import * as vscode from 'vscode';
import { globsOf } from '../analysis/policy/globs.ts';

/**
 * Whether a document is among the files that `softmaxStability.exclude` leaves alone. Patterns are of the workspace folder
 * that `file` is in, which for a cell is its notebook; the document has the same path.
 */
export function isExcluded(document: vscode.TextDocument, file: vscode.Uri, patterns: readonly string[]): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return patterns.flatMap(globsOf).some((glob) => {
    const anywhere = glob.startsWith('**/') ? glob : `**/${glob}`;
    const pattern = folder ? new vscode.RelativePattern(folder, glob) : anywhere;
    return vscode.languages.match({ pattern }, document) > 0;
  });
}
