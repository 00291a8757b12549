import * as vscode from 'vscode';
import { explainFinding } from '../../analysis/explain.ts';
import { rulePage } from '../rulePage.ts';
import { rangeOf, type FindingStore } from './findingStore.ts';
import { selector } from './selector.ts';

/** Says what overflows and at which logit, in every format. */
export function registerHover(store: FindingStore, extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    provideHover(document, position) {
      const found = store.current(document);
      if (found === undefined) return undefined;
      const offset = document.offsetAt(position);
      const hit = found.findings.filter(({ span }) => span.start <= offset && offset <= span.end);
      const [first] = hit;
      if (first === undefined) return undefined;
      const contents = hit.map((finding) => {
        const text = new vscode.MarkdownString(explainFinding(finding));
        return text.appendMarkdown(`\n\n[${finding.rule}](${rulePage(extensionUri, finding.rule).toString()})`);
      });
      return new vscode.Hover(contents, rangeOf(document, first.span));
    },
  });
}
