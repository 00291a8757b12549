import * as vscode from 'vscode';
import { usersNear, type Surroundings } from '../../analysis/languages/nearUsers.ts';
import type { ProjectFile, ProjectFiles } from '../../analysis/withModules.ts';
import { Dependents } from './dependents.ts';
import { ModuleTexts } from './moduleTexts.ts';
import { NearFiles } from './nearFiles.ts';

/** Bytes of one module; beyond are data that happen to be code. */
const maxFile = 1_000_000;
/** Files that are looked at for imports of one, where each may have to come from far away. */
const mostFarFiles = 40;
/** With the configurations that say what an import stands for. */
const modulePattern = '**/{*.py,*.js,*.mjs,*.cjs,*.jsx,*.ts,*.mts,*.cts,*.tsx,tsconfig*.json,jsconfig*.json}';

/**
 * Files that the analysed documents import, and that import them: an open document as it is in its editor, any other as it is stored. Nothing is
 * read outside of the workspace folder of the importing document; of one in no workspace folder, nothing outside of its own.
 */
export class ModuleFiles implements vscode.Disposable {
  private readonly texts = new ModuleTexts(stored);
  private readonly dependents = new Dependents();
  private readonly near = new NearFiles();
  /** Which units have looked through which folders, and into which files, for those that import them. */
  private readonly searchers = new Dependents();
  private readonly changed = new vscode.EventEmitter<{
    readonly file: vscode.Uri;
    readonly units: readonly string[];
  }>();
  private readonly subscriptions: vscode.Disposable;
  /** A file has another text now, is new or gone, and these units have asked for it. */
  readonly onDidChange = this.changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(modulePattern);
    const refresh = (file: vscode.Uri, ...searched: readonly vscode.Uri[]) => {
      const address = file.toString();
      this.texts.forget(address);
      const searchers = searched.flatMap((each) => this.searchers.of(each.toString()));
      const units = [...new Set([...this.dependents.of(address), ...searchers])];
      if (units.length > 0) this.changed.fire({ file, units });
    };
    const onDisk = (file: vscode.Uri) => {
      refresh(file, file);
    };
    const listed = (file: vscode.Uri) => {
      this.near.forget(file);
      refresh(file, file, vscode.Uri.joinPath(file, '..'));
    };
    this.subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(onDisk),
      watcher.onDidCreate(listed),
      watcher.onDidDelete(listed),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) refresh(document.uri);
      }),
      // Files that no watcher sees, as those outside of the workspace; and unsaved text that is thrown away.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        onDisk(uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        refresh(uri);
      }),
    );
  }

  /**
   * What a unit may import, and what may import it; notes from now on what it asks for. Undefined of one that is not stored anywhere.
   * @param unit - the address of its file or notebook
   * @param withUsers - whether it may be analysed with what imports it, which is not done from what is new in it alone
   */
  around(unit: string, withUsers: boolean): ProjectFiles | undefined {
    this.forget(unit);
    const uri = vscode.Uri.parse(unit);
    if (uri.scheme === 'untitled') return undefined;
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    const folder = root ?? vscode.Uri.joinPath(uri, '..');
    const inFolder = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
    if (!uri.path.startsWith(inFolder)) return undefined;
    const importer = uri.path.slice(inFolder.length);
    return {
      importer,
      read: (path) => {
        const address = vscode.Uri.joinPath(folder, path).toString();
        this.dependents.add(unit, address);
        return this.textOf(address);
      },
      // Around a file that is in no folder of the workspace can be anything.
      ...(root && withUsers && { users: () => this.usersOf(unit, importer, root) }),
    };
  }

  private usersOf(unit: string, own: string, root: vscode.Uri): Promise<readonly ProjectFile[]> {
    const project: Surroundings = {
      list: (path) => {
        const folder = vscode.Uri.joinPath(root, path);
        this.searchers.add(unit, folder.toString());
        return this.near.list(folder, path === '' || own.startsWith(`${path}/`));
      },
      importsOf: async (path, language) => {
        const address = vscode.Uri.joinPath(root, path).toString();
        this.searchers.add(unit, address);
        return this.near.importsOf(address, (await this.textOf(address)) ?? '', language);
      },
    };
    return usersNear(own, project, root.scheme === 'file' ? undefined : mostFarFiles);
  }

  private textOf(address: string): string | undefined | Promise<string | undefined> {
    const open = vscode.workspace.textDocuments.find((each) => !each.isClosed && each.uri.toString() === address);
    return open ? open.getText() : this.texts.read(address);
  }

  /** Of a unit that is closed, nothing is to be told. */
  forget(unit: string): void {
    this.dependents.forget(unit);
    this.searchers.forget(unit);
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
