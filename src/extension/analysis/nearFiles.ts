import * as vscode from 'vscode';
import type { LanguageId } from '../../analysis/findings.ts';
import { importedNames } from '../../analysis/languages/moduleUsers.ts';
import type { Listing } from '../../analysis/languages/nearUsers.ts';
import { isEnvironment, skippedFolders } from '../../analysis/languages/searched.ts';

/** Listings and imports that are remembered; a project that has more is looked through again. */
const most = 5000;

const nothing: Listing = { files: [], folders: [] };

interface Imports {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/** What stands around the files of a workspace, each folder listed once until something in it is new or gone. */
export class NearFiles {
  private readonly listings = new Map<string, Promise<Listing>>();
  private readonly imports = new Map<string, Imports>();

  /** @param isOpen - whether the folder is looked into whatever it is called, as one that an open document is in */
  list(folder: vscode.Uri, isOpen: boolean): Promise<Listing> {
    const key = keyOf(folder, isOpen);
    let listing = this.listings.get(key);
    if (!listing) {
      if (this.listings.size >= most) this.listings.clear();
      this.listings.set(key, (listing = listed(folder, isOpen)));
    }
    return listing;
  }

  importsOf(address: string, text: string, language: LanguageId): ReadonlySet<string> {
    const known = this.imports.get(address);
    if (known?.text === text) return known.names;
    if (this.imports.size >= most) this.imports.clear();
    const names = importedNames(text, language);
    this.imports.set(address, { text, names });
    return names;
  }

  /** To be told of a file or folder that is new or gone. */
  forget(file: vscode.Uri): void {
    for (const folder of [file, vscode.Uri.joinPath(file, '..')]) {
      for (const isOpen of [true, false]) this.listings.delete(keyOf(folder, isOpen));
    }
  }
}

function keyOf(folder: vscode.Uri, isOpen: boolean): string {
  return `${String(isOpen)} ${folder.toString()}`;
}

/** Of a folder that cannot be read, nothing; links are left out, as they may lead out of the workspace or around in it. */
async function listed(folder: vscode.Uri, isOpen: boolean): Promise<Listing> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    if (!isOpen && isEnvironment(entries.map(([name]) => name))) return nothing;
    const named = (wanted: vscode.FileType) =>
      entries.flatMap(([name, type]) => (type === wanted ? [name] : [])).sort();
    const folders = named(vscode.FileType.Directory).filter((name) => !skippedFolders.has(name));
    return { files: named(vscode.FileType.File), folders };
  } catch {
    return nothing;
  }
}
