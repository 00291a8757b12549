import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** Files by path with `/`; a path that ends with `/` is an empty folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A new folder (absolute, without links) that is gone after the test. */
export function temporaryFolder(t: TestContext, files: Files = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'softmax-cli-')));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(target, content);
  }
}

/** The JSON of a notebook with these code cells, each below a Markdown cell. */
export function notebookJson(codeCells: readonly string[], language = 'python'): string {
  const cells = codeCells.flatMap((source) => [
    { cell_type: 'markdown', metadata: {}, source: ['words'] },
    { cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source },
  ]);
  return JSON.stringify({ cells, metadata: { language_info: { name: language } }, nbformat: 4, nbformat_minor: 5 });
}
