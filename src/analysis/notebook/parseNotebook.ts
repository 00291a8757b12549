import { parseJson } from './json.ts';
import { cellLanguage, notebookLanguage } from './language.ts';
import type { CodeCell, NotebookError, NotebookResult } from './notebook.ts';
import { isRecord } from './records.ts';

/**
 * The code cells of an .ipynb text (without byte-order mark), nbformat 1 to 4. Cell texts are as stored.
 *
 * Errors are values, see NotebookError. A notebook whose list of cells is empty is no error.
 * Source: https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function parseNotebook(text: string): NotebookResult {
  if (text.trim() === '') return failed({ code: 'not-a-notebook', message: 'the file is empty' });
  const json = parseJson(text);
  if (!json.ok) {
    const { message, line, column } = json;
    return failed({
      code: 'not-json',
      message: `not JSON at line ${line}, column ${column}: ${message}`,
      line,
      column,
    });
  }
  const entries = cellEntries(json.value);
  if (!entries) return failed({ code: 'not-a-notebook', message: 'not a notebook: it has no list "cells"' });
  const language = notebookLanguage((json.value as Record<string, unknown>)['metadata']);
  const cells: CodeCell[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!isRecord(entry)) return badCell(index, 'is not an object');
    if (entry['cell_type'] !== 'code') continue;
    const source = joined(entry['source'] ?? entry['input']);
    if (source === undefined) return badCell(index, 'has no "source" that is a string or a list of strings');
    cells.push({ index, language: cellLanguage(entry, language), text: source });
  }
  return { ok: true, notebook: { language, cells } };
}

// nbformat 2 and 3 keep the cells in worksheets, one after the other.
function cellEntries(root: unknown): readonly unknown[] | undefined {
  if (!isRecord(root)) return undefined;
  if (Array.isArray(root['cells'])) return root['cells'] as unknown[];
  const worksheets: unknown = root['worksheets'];
  if (!Array.isArray(worksheets)) return undefined;
  return worksheets.flatMap((sheet: unknown): unknown[] =>
    isRecord(sheet) && Array.isArray(sheet['cells']) ? (sheet['cells'] as unknown[]) : [],
  );
}

function joined(source: unknown): string | undefined {
  if (typeof source === 'string') return source;
  if (!Array.isArray(source) || !source.every((line) => typeof line === 'string')) return undefined;
  return source.join('');
}

function badCell(cell: number, what: string): NotebookResult {
  return failed({ code: 'bad-cell', message: `not a notebook: cell ${cell} ${what}`, cell });
}

function failed(error: NotebookError): NotebookResult {
  return { ok: false, error };
}
