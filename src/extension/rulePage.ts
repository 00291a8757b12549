import * as vscode from 'vscode';

/** The rule's page. It ships in the extension, so the link works without a network and always fits the version in use. */
export function rulePage(extensionUri: vscode.Uri, rule: string): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${rule}.md`);
}
