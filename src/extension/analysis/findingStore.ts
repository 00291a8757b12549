import * as vscode from 'vscode';
import type { Finding, Span } from '../../analysis/findings.ts';

/** The findings of one document, at the version they were computed for. */
export interface DocumentFindings {
  readonly version: number;
  /** Without rewrites: these are published at once. */
  readonly findings: readonly Finding[];
  /** The same with their rewrites, once these are verified; without any where that was given up. Never rejects. */
  readonly verified: Promise<readonly Finding[]>;
  /** The document that a span's cell number means: findings of a notebook may point into another cell. */
  documentOf(span: Span): vscode.TextDocument | undefined;
}

/** Findings by document. Diagnostics, hovers and code actions all read from here, so that they agree and answer at once. */
export class FindingStore implements vscode.Disposable {
  private readonly byDocument = new Map<string, DocumentFindings>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly onDidChange = this.changed.event;

  set(document: vscode.TextDocument, found: DocumentFindings): void {
    this.byDocument.set(document.uri.toString(), found);
    this.changed.fire(document);
  }

  delete(document: vscode.TextDocument): void {
    if (this.byDocument.delete(document.uri.toString())) this.changed.fire(document);
  }

  /** Whatever was found last, for any version: squiggles stay and move with the text until the next run. */
  latest(document: vscode.TextDocument): DocumentFindings | undefined {
    return this.byDocument.get(document.uri.toString());
  }

  /** Only what holds for the text as it is now: offsets of an older version would edit the wrong place. */
  current(document: vscode.TextDocument): DocumentFindings | undefined {
    const found = this.latest(document);
    return found?.version === document.version ? found : undefined;
  }

  dispose(): void {
    this.changed.dispose();
    this.byDocument.clear();
  }
}

/** A span of `document` as a range. */
export function rangeOf(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}
