import { extname } from 'node:path';

export type FileKind = 'python' | 'notebook';

const searched: Readonly<Record<string, FileKind>> = { '.py': 'python', '.pyw': 'python', '.ipynb': 'notebook' };

/** What a file met in a folder is read as, if at all. Stubs (.pyi) have no bodies, so folders are not searched for them. */
export function searchedKind(name: string): FileKind | undefined {
  return searched[extname(name).toLowerCase()];
}

/** What a file named by the user is read as: scripts often have no extension, or only a line that says who runs them. */
export function namedKind(name: string, bytes: Uint8Array): FileKind | undefined {
  const extension = extname(name).toLowerCase();
  if (extension === '' || extension === '.pyi' || runsPython(bytes)) return 'python';
  return searched[extension];
}

function runsPython(bytes: Uint8Array): boolean {
  const [firstLine = ''] = Buffer.from(bytes.subarray(0, 200)).toString('latin1').split('\n');
  return /^#!.*\bi?python/.test(firstLine);
}
