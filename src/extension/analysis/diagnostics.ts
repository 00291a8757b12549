import * as vscode from 'vscode';
import type { Finding, Severity } from '../../analysis/findings.ts';
import { diagnosticSource } from '../ids.ts';
import { rulePage } from '../rulePage.ts';
import { rangeOf, type DocumentFindings, type FindingStore } from './findingStore.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Keeps the Problems view equal to the finding store. */
export function publishDiagnostics(store: FindingStore, extensionUri: vscode.Uri): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(diagnosticSource);
  const listener = store.onDidChange((document) => {
    const found = store.latest(document);
    if (found === undefined) collection.delete(document.uri);
    else collection.set(document.uri, diagnosticsOf(document, found, extensionUri));
  });
  return vscode.Disposable.from(listener, collection);
}

function diagnosticsOf(
  document: vscode.TextDocument,
  found: DocumentFindings,
  extensionUri: vscode.Uri,
): vscode.Diagnostic[] {
  return found.findings.map((finding) => {
    const diagnostic = new vscode.Diagnostic(
      rangeOf(document, finding.span),
      finding.message,
      severities[finding.severity],
    );
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: finding.rule, target: rulePage(extensionUri, finding.rule) };
    diagnostic.relatedInformation = relatedInformation(finding, found);
    return diagnostic;
  });
}

function relatedInformation(finding: Finding, found: DocumentFindings): vscode.DiagnosticRelatedInformation[] {
  return finding.reasons.flatMap(({ span, message }) => {
    const document = found.documentOf(span);
    if (document === undefined) return [];
    return [
      new vscode.DiagnosticRelatedInformation(new vscode.Location(document.uri, rangeOf(document, span)), message),
    ];
  });
}
