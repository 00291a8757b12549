import * as vscode from 'vscode';
import { registerCodeActions } from './codeActions.ts';
import { publishDiagnostics } from './diagnostics.ts';
import { FindingStore } from './findingStore.ts';
import { registerHover } from './hover.ts';
import { AnalysisRunner, type Analyze } from './runner.ts';

export interface AnalysisFeature {
  /** Analyses every open document again. */
  rerun(): void;
  dispose(): void;
}

/** Diagnostics, hovers and quick fixes over one store of findings. */
export function activateAnalysis(
  extensionUri: vscode.Uri,
  analyze: Analyze,
  log: vscode.LogOutputChannel,
): AnalysisFeature {
  const store = new FindingStore();
  const diagnostics = publishDiagnostics(store, extensionUri);
  const providers = vscode.Disposable.from(registerHover(store, extensionUri), registerCodeActions(store));
  const runner = new AnalysisRunner(store, analyze, log);
  return {
    rerun: () => {
      runner.scheduleAll();
    },
    dispose: () => {
      vscode.Disposable.from(runner, providers, diagnostics, store).dispose();
    },
  };
}
