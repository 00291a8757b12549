import * as vscode from 'vscode';
import { combineRewrites } from '../../analysis/combine.ts';
import type { Edit, Finding, Rewrite } from '../../analysis/findings.ts';
import { diagnosticSource } from '../ids.ts';
import { rangeOf, type DocumentFindings, type FindingStore } from './findingStore.ts';
import { ignoreActions } from './ignoreActions.ts';
import { selector } from './selector.ts';

/** Applies the preferred rewrite of every finding; only verified, safe ones. */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('softmaxStability');

/** A code action that remembers what it rewrites; its edit is made when the user picks it. */
class RewriteAction extends vscode.CodeAction {
  constructor(
    title: string,
    kind: vscode.CodeActionKind,
    readonly found: DocumentFindings,
    readonly edits: readonly Edit[],
  ) {
    super(title, kind);
  }
}

export function registerCodeActions(store: FindingStore): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context) {
      const touches = ({ span }: Finding) => rangeOf(document, span).intersection(range) !== undefined;
      const isFixAll = context.only?.contains(fixAllKind) === true;
      if (!isFixAll && context.only?.contains(vscode.CodeActionKind.QuickFix) === false) return [];
      const isAsked = ({ findings }: DocumentFindings) => findings.some((finding) => isFixAll || touches(finding));
      const current = await verifiedNow(store, document, isAsked);
      if (!current) return [];
      const { found, verified } = current;
      if (isFixAll) return fixAll(verified, found);
      const touched = verified.filter(touches);
      return [
        ...touched.flatMap((finding) => quickFixes(finding, found, context.diagnostics)),
        ...ignores(touched, document, found, context.diagnostics),
      ];
    },
    resolveCodeAction(action) {
      if (action instanceof RewriteAction) action.edit = workspaceEdit(action.found, action.edits);
      return action;
    },
  };
  return vscode.languages.registerCodeActionsProvider(selector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  });
}

/**
 * What is found in a text with its rewrites, once these are verified. The same text may be analysed again meanwhile, as when the cells
 * of a notebook open one after the other: the later findings are waited for then. Undefined where nothing is asked of them, and where
 * the text has changed.
 */
async function verifiedNow(
  store: FindingStore,
  document: vscode.TextDocument,
  isAsked: (found: DocumentFindings) => boolean,
): Promise<{ readonly found: DocumentFindings; readonly verified: readonly Finding[] } | undefined> {
  const { version } = document;
  let found = store.current(document);
  while (found && isAsked(found)) {
    const verified = await found.verified;
    if (document.version !== version) return undefined;
    const now = store.current(document);
    if (now === found) return { found, verified };
    found = now;
  }
  return undefined;
}

function quickFixes(
  finding: Finding,
  found: DocumentFindings,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const preferred = preferredRewrite(finding);
  return finding.rewrites.map((rewrite) => {
    const action = new RewriteAction(rewrite.title, vscode.CodeActionKind.QuickFix, found, rewrite.edits);
    action.diagnostics = diagnostics.filter((diagnostic) => describes(diagnostic, finding));
    if (rewrite.withheld === undefined) action.isPreferred = rewrite === preferred;
    else action.disabled = { reason: rewrite.withheld };
    return action;
  });
}

/** After everything that makes the code stable, and never preferred. */
function ignores(
  findings: readonly Finding[],
  document: vscode.TextDocument,
  found: DocumentFindings,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return ignoreActions(findings, document.uri.scheme === 'vscode-notebook-cell').map(({ title, edits }) => {
    const action = new RewriteAction(title, vscode.CodeActionKind.QuickFix, found, edits);
    action.diagnostics = diagnostics.filter((diagnostic) => findings.some((finding) => describes(diagnostic, finding)));
    return action;
  });
}

function fixAll(findings: readonly Finding[], found: DocumentFindings): vscode.CodeAction[] {
  const rewrites = findings.map(preferredRewrite).filter((rewrite) => rewrite !== undefined);
  const { edits } = combineRewrites(rewrites, (cell) => found.documentOf({ cell, start: 0, end: 0 })?.getText());
  if (edits.length === 0) return [];
  return [new RewriteAction(vscode.l10n.t('Make softmax code stable'), fixAllKind, found, edits)];
}

function preferredRewrite(finding: Finding): Rewrite | undefined {
  return finding.rewrites.find((rewrite) => rewrite.safe && rewrite.withheld === undefined);
}

function workspaceEdit(found: DocumentFindings, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const document = found.documentOf(edit);
    if (document !== undefined) result.replace(document.uri, rangeOf(document, edit), edit.text);
  }
  return result;
}

function describes(diagnostic: vscode.Diagnostic, finding: Finding): boolean {
  const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
  return diagnostic.source === diagnosticSource && code === finding.rule && diagnostic.message === finding.message;
}
