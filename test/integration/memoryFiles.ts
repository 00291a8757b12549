import * as vscode from 'vscode';

export interface MemoryFiles {
  uri(path: string): vscode.Uri;
  dispose(): void;
}

/** Files under a scheme of their own, which both extension hosts can open; nobody but editors changes them. */
export function memoryFiles(scheme: string, initial: Readonly<Record<string, string>>): MemoryFiles {
  const files = new Map<string, Uint8Array>(
    Object.entries(initial).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const read = (uri: vscode.Uri) => {
    const bytes = files.get(uri.path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  };
  const refuse = (uri: vscode.Uri) => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: read(uri).length }),
    readFile: read,
    writeFile: (uri, bytes) => {
      files.set(uri.path, bytes);
      changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  const registered = vscode.workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true });
  return {
    uri: (path) => vscode.Uri.from({ scheme, path }),
    dispose: () => {
      registered.dispose();
      changed.dispose();
    },
  };
}
