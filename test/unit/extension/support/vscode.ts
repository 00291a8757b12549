// As much of VS Code as the runner of the analysis touches: documents, files and events that a test drives.

type Listener<T> = (event: T) => void;

export class Disposable {
  constructor(readonly dispose: () => void) {}

  static from(...all: readonly { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const each of all) each.dispose();
    });
  }
}

export class EventEmitter<T> {
  readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };

  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  static parse(text: string): Uri {
    const { protocol, pathname } = new URL(text);
    return new Uri(protocol.slice(0, -1), pathname);
  }

  static joinPath(base: Uri, path: string): Uri {
    return new Uri(base.scheme, new URL(path, `file://${base.path}/`).pathname.replace(/(.)\/$/, '$1'));
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export enum FileType {
  File = 1,
  Directory = 2,
  SymbolicLink = 64,
}

export enum NotebookCellKind {
  Markup = 1,
  Code = 2,
}

export class TextDocument {
  readonly uri: Uri;
  version = 1;
  isClosed = false;
  isDirty = false;

  constructor(
    address: string,
    public text: string,
    readonly languageId = 'python',
  ) {
    this.uri = Uri.parse(address);
  }

  getText(): string {
    return this.text;
  }
}

export interface Change {
  readonly document: TextDocument;
  readonly contentChanges: readonly unknown[];
}

/** What a test sets, and the events that it makes. */
export const host = {
  settings: { run: 'onType', delay: 100 } as Record<string, unknown>,
  folder: Uri.parse('file:///project') as Uri | undefined,
  files: new Map<string, { readonly text: string; readonly type: number }>(),
  documents: [] as TextDocument[],
  /** Addresses in the order in which they were read. */
  reads: [] as string[],
  /** Addresses of folders in the order in which they were listed. */
  listed: [] as string[],
  opened: new EventEmitter<TextDocument>(),
  changed: new EventEmitter<Change>(),
  saved: new EventEmitter<TextDocument>(),
  closed: new EventEmitter<TextDocument>(),
  fileChanged: new EventEmitter<Uri>(),
  fileCreated: new EventEmitter<Uri>(),
  fileDeleted: new EventEmitter<Uri>(),
  watchers: 0,
};

const never = new EventEmitter<never>().event;

function stored(uri: Uri) {
  const file = host.files.get(uri.toString());
  if (!file) throw new Error(`no file ${uri.toString()}`);
  return file;
}

/** What stands in a folder: its files, and folders that files stand in. */
function entriesOf(folder: string): (readonly [string, number])[] {
  const entries = new Map<string, number>();
  for (const [address, { type }] of host.files) {
    if (!address.startsWith(folder)) continue;
    const [name = '', ...rest] = address.slice(folder.length).split('/');
    entries.set(name, rest.length > 0 ? FileType.Directory : type);
  }
  return [...entries];
}

export const workspace = {
  get textDocuments() {
    return host.documents;
  },
  notebookDocuments: [],
  onDidOpenTextDocument: host.opened.event,
  onDidChangeTextDocument: host.changed.event,
  onDidSaveTextDocument: host.saved.event,
  onDidCloseTextDocument: host.closed.event,
  onDidOpenNotebookDocument: never,
  onDidChangeNotebookDocument: never,
  onDidSaveNotebookDocument: never,
  onDidCloseNotebookDocument: never,
  onDidChangeConfiguration: never,
  getConfiguration: () => ({ get: (key: string) => host.settings[key] }),
  getWorkspaceFolder: (uri: Uri) =>
    host.folder && uri.path.startsWith(`${host.folder.path}/`) ? { uri: host.folder } : undefined,
  createFileSystemWatcher() {
    host.watchers += 1;
    return {
      onDidChange: host.fileChanged.event,
      onDidCreate: host.fileCreated.event,
      onDidDelete: host.fileDeleted.event,
      dispose: () => {
        host.watchers -= 1;
      },
    };
  },
  fs: {
    isWritableFileSystem: () => true,
    stat: (uri: Uri) => Promise.resolve().then(() => ({ type: stored(uri).type, size: stored(uri).text.length })),
    readDirectory: (uri: Uri) => {
      host.listed.push(uri.toString());
      return Promise.resolve(entriesOf(`${uri.toString()}/`));
    },
    readFile: (uri: Uri) =>
      Promise.resolve().then(() => {
        host.reads.push(uri.toString());
        return new TextEncoder().encode(stored(uri).text);
      }),
  },
};
