import * as vscode from 'vscode';
import type { Analysis, Finding, SourceDocument } from '../../analysis/findings.ts';
import { withModules } from '../../analysis/withModules.ts';
import type { AnalyzeParams } from '../../protocol/methods.ts';
import { configurationSection } from '../ids.ts';
import { isExcluded } from '../exclude.ts';
import { optionsFrom, settingsFor } from '../settings.ts';
import type { FindingStore } from './findingStore.ts';
import { ModuleFiles } from './modules.ts';
import { unitKey, unitOf, unitsOf, type Unit } from './unit.ts';

/** UTF-16 units of a document that is analysed with what imports it: all of it is analysed again for that at each version. */
const mostWithUsers = 40_000;

/** Asks the worker. Rejects when cancelled or when the worker died. */
export type Analyze = (params: AnalyzeParams, signal: AbortSignal) => Promise<Analysis>;

interface Scheduled {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly abort: AbortController;
}

/**
 * Keeps the finding store true for every open document: at once when one is opened, after a pause when it changes.
 * A newer run of a unit cancels the older; what was found for a version that is gone is not published. Findings are
 * published first, and their rewrites verified in a second request.
 */
export class AnalysisRunner implements vscode.Disposable {
  private readonly scheduled = new Map<string, Scheduled>();
  private readonly modules = new ModuleFiles();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  constructor(
    private readonly store: FindingStore,
    private readonly analyze: Analyze,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { workspace } = vscode;
    this.subscriptions = [
      this.modules,
      this.modules.onDidChange(({ file, units }) => {
        this.scheduleImporters(file, units);
      }),
      workspace.onDidOpenTextDocument((document) => {
        this.scheduleDocument(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && settingsFor(document.uri).run === 'onType') this.afterPause(document);
      }),
      workspace.onDidSaveTextDocument((document) => {
        if (settingsFor(document.uri).run === 'onSave') this.scheduleDocument(document, 0);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.forget(document);
      }),
      workspace.onDidOpenNotebookDocument((notebook) => {
        this.scheduleNotebook(notebook, 0);
      }),
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length === 0) return;
        for (const cell of contentChanges.flatMap((change) => change.removedCells)) this.store.delete(cell.document);
        this.scheduleNotebook(notebook, settingsFor(notebook.uri).delay);
      }),
      workspace.onDidCloseNotebookDocument(({ uri }) => {
        this.modules.forget(uri.toString());
      }),
      workspace.onDidSaveNotebookDocument((notebook) => {
        if (settingsFor(notebook.uri).run === 'onSave') this.scheduleNotebook(notebook, 0);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(configurationSection)) this.scheduleAll();
      }),
    ];
    this.scheduleAll();
  }

  /** Every open document again, as after a change of settings or of the worker. */
  scheduleAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== 'vscode-notebook-cell') this.scheduleDocument(document, 0);
    }
    for (const notebook of vscode.workspace.notebookDocuments) this.scheduleNotebook(notebook, 0);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const key of [...this.scheduled.keys()]) this.cancel(key);
  }

  private afterPause(document: vscode.TextDocument): void {
    this.scheduleDocument(document, settingsFor(document.uri).delay);
  }

  private scheduleNotebook(notebook: vscode.NotebookDocument, delay: number): void {
    for (const unit of unitsOf(notebook)) this.schedule(unit.key, unit.parts[0]?.document, delay);
  }

  private scheduleDocument(document: vscode.TextDocument, delay: number): void {
    const unit = unitOf(document);
    // The language may have been changed to one that is not analysed.
    if (unit === undefined) this.store.delete(document);
    else this.schedule(unit.key, document, delay);
  }

  /** Units that import a file that has changed; not while its text is only typed, where documents are analysed when saved. */
  private scheduleImporters(file: vscode.Uri, units: readonly string[]): void {
    const address = file.toString();
    const isDirty = vscode.workspace.textDocuments.some((each) => each.isDirty && each.uri.toString() === address);
    for (const key of units) {
      if (key === address) continue;
      const uri = vscode.Uri.parse(key);
      const { run, delay } = settingsFor(uri);
      if (isDirty && run === 'onSave') continue;
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === key);
      const notebook = vscode.workspace.notebookDocuments.find((each) => each.uri.toString() === key);
      if (document) this.scheduleDocument(document, delay);
      else if (notebook) this.scheduleNotebook(notebook, delay);
    }
  }

  private schedule(key: string, document: vscode.TextDocument | undefined, delay: number): void {
    if (document === undefined) return;
    this.cancel(key);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void this.run(key, document, abort.signal);
    }, delay);
    this.scheduled.set(key, { timer, abort });
  }

  private async run(key: string, document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    // Looked up again: cells may have come and gone while the timer ran.
    const unit = unitOf(document);
    if (unit === undefined) return;
    const settings = settingsFor(document.uri);
    if (!settings.enable || isExcluded(document, vscode.Uri.parse(key), settings.exclude)) {
      for (const part of unit.parts) this.store.delete(part.document);
      return;
    }
    const versions = unit.parts.map((part) => part.document.version);
    try {
      const options = optionsFrom(settings);
      const { document, analysis: answer } = await this.complete(
        key,
        { ...sourceOf(unit), identity: key },
        (document) => this.analyze({ document, options: { ...options, findingsOnly: true } }, signal),
      );
      if (signal.aborted) return;
      if (answer.ok) {
        const { findings } = answer;
        const verified =
          findings.length === 0 ? Promise.resolve([]) : this.verify(key, { document, options }, findings, signal);
        this.publish(unit, versions, findings, verified);
        await verified;
      } else this.log.warn(`${key}: not analysed (${answer.code}): ${answer.message}`);
    } catch (error) {
      if (!signal.aborted) this.log.error(`${key}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      if (this.scheduled.get(key)?.abort.signal === signal) this.scheduled.delete(key);
    }
  }

  /** The analysis of a unit together with the files that it imports. */
  private async complete(
    key: string,
    document: SourceDocument,
    analyze: (document: SourceDocument) => Promise<Analysis>,
  ) {
    const length = document.cells.reduce((sum, { text }) => sum + text.length, 0);
    const files = this.modules.around(key, length <= mostWithUsers);
    const alone = await analyze(document);
    return files ? withModules(document, alone, files, analyze) : { document, analysis: alone };
  }

  /** The findings again, with rewrites; those at hand if that fails. */
  private async verify(
    key: string,
    params: AnalyzeParams,
    findings: readonly Finding[],
    signal: AbortSignal,
  ): Promise<readonly Finding[]> {
    try {
      const answer = await this.analyze(params, signal);
      if (answer.ok) return answer.findings;
      this.log.warn(`${key}: rewrites not verified (${answer.code}): ${answer.message}`);
    } catch (error) {
      if (!signal.aborted) this.log.error(`${key}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return findings;
  }

  private publish(
    unit: Unit,
    versions: readonly number[],
    findings: readonly Finding[],
    verified: Promise<readonly Finding[]>,
  ): void {
    const byIndex = new Map(unit.parts.map((part) => [part.index, part.document]));
    if (unit.parts.some(({ document }, i) => document.isClosed || document.version !== versions[i])) return;
    for (const { index, document } of unit.parts) {
      this.store.set(document, {
        version: document.version,
        findings: findings.filter((finding) => finding.span.cell === index),
        verified: verified.then((all) => all.filter((finding) => finding.span.cell === index)),
        documentOf: (span) => byIndex.get(span.cell),
      });
    }
  }

  private forget(document: vscode.TextDocument): void {
    this.store.delete(document);
    if (document.uri.scheme === 'vscode-notebook-cell') return;
    this.cancel(unitKey(document));
    this.modules.forget(unitKey(document));
  }

  private cancel(key: string): void {
    const entry = this.scheduled.get(key);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    entry.abort.abort();
    this.scheduled.delete(key);
  }
}

function sourceOf(unit: Unit): SourceDocument {
  const cells = unit.parts.map(({ index, document }) => ({ index, text: document.getText() }));
  return { language: unit.language, kind: unit.kind, cells };
}
