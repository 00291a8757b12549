import { isRecord, stringAt } from './records.ts';

const fallback = 'python';

/**
 * The language of a notebook's code cells: what its kernel said (`language_info`), else what its kernel is for
 * (`kernelspec`), else Python; in this order because VS Code reads a notebook so, and must show the same findings.
 */
export function notebookLanguage(metadata: unknown): string {
  if (!isRecord(metadata)) return fallback;
  return normalize(
    stringAt(metadata['language_info'], 'name') ?? stringAt(metadata['kernelspec'], 'language') ?? fallback,
  );
}

/** A cell's own language: as VS Code stores it, as nbformat 3 does, else its notebook's. */
export function cellLanguage(cell: Record<string, unknown>, ofNotebook: string): string {
  const metadata = cell['metadata'];
  const chosen = isRecord(metadata) ? stringAt(metadata['vscode'], 'languageId') : undefined;
  return normalize(chosen ?? stringAt(cell, 'language') ?? ofNotebook);
}

// Old kernels call themselves "ipython" or "python3".
function normalize(name: string): string {
  const lower = name.trim().toLowerCase();
  return /^i?python[0-9.]*$/.test(lower) ? 'python' : lower;
}
