import * as vscode from 'vscode';
import type { ProjectFiles } from '../../analysis/withModules.ts';
import { Dependents } from './dependents.ts';
import { ModuleTexts } from './moduleTexts.ts';

/** Bytes of one module; beyond are data that happen to be code. */
const maxFile = 1_000_000;
/** With the configurations that say what an import stands for. */
const modulePattern = '**/{*.py,*.js,*.mjs,*.cjs,*.jsx,*.ts,*.mts,*.cts,*.tsx,tsconfig*.json,jsconfig*.json}';

/**
 * Files that the analysed documents import: an open document as it is in its editor, any other as it is stored. Nothing is
 * read outside of the workspace folder of the importing document; of one in no workspace folder, nothing outside of its own.
 */
export class ModuleFiles implements vscode.Disposable {
  private readonly texts = new ModuleTexts(stored);
  private readonly dependents = new Dependents();
  private readonly changed = new vscode.EventEmitter<{
    readonly file: vscode.Uri;
    readonly units: readonly string[];
  }>();
  private readonly subscriptions: vscode.Disposable;
  /** A file has another text now, is new or gone, and these units have asked for it. */
  readonly onDidChange = this.changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(modulePattern);
    const refresh = (file: vscode.Uri) => {
      const address = file.toString();
      this.texts.forget(address);
      const units = this.dependents.of(address);
      if (units.length > 0) this.changed.fire({ file, units });
    };
    this.subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) refresh(document.uri);
      }),
      // Files that no watcher sees, as those outside of the workspace; and unsaved text that is thrown away.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        refresh(uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        refresh(uri);
      }),
    );
  }

  /**
   * What a unit may import, and notes from now on what it asks for; undefined of one that is not stored anywhere.
   * @param unit - the address of its file or notebook
   */
  around(unit: string): ProjectFiles | undefined {
    this.dependents.forget(unit);
    const uri = vscode.Uri.parse(unit);
    if (uri.scheme === 'untitled') return undefined;
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
    const inFolder = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
    if (!uri.path.startsWith(inFolder)) return undefined;
    return {
      importer: uri.path.slice(inFolder.length),
      read: (path) => {
        const file = vscode.Uri.joinPath(folder, path);
        const address = file.toString();
        this.dependents.add(unit, address);
        const open = vscode.workspace.textDocuments.find((each) => !each.isClosed && each.uri.toString() === address);
        return open ? open.getText() : this.texts.read(address);
      },
    };
  }

  /** Of a unit that is closed, nothing is to be told. */
  forget(unit: string): void {
    this.dependents.forget(unit);
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.changed.dispose();
  }
}

/** The text of a stored file; of what is none, cannot be read or is not UTF-8, nothing. */
async function stored(address: string): Promise<string | undefined> {
  const uri = vscode.Uri.parse(address);
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    // A link may lead out of the folder.
    if (type !== vscode.FileType.File || size > maxFile) return undefined;
    return new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
