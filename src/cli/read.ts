import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { SourceDocument } from '../analysis/index.ts';
import { parseNotebook } from '../analysis/notebook/index.ts';
import { decodePython, decodeUtf8, type Decoded } from './decode.ts';
import { namedKind } from './fileKind.ts';
import { systemErrorMessage } from './systemError.ts';

/** `other-language`: a notebook without a Python cell, whose own language is not Python either. */
export type Reading =
  | { readonly kind: 'document'; readonly document: SourceDocument }
  | { readonly kind: 'other-language'; readonly language: string }
  | { readonly kind: 'error'; readonly message: string };

/** Reads one file for analysis. Cells and files are as stored; only a byte-order mark is gone. */
export function readDocument(path: string): Reading {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return failed(systemErrorMessage(error));
  }
  switch (namedKind(basename(path), bytes)) {
    case 'python':
      return read(decodePython(bytes), pythonFile);
    case 'notebook':
      return read(decodeUtf8(bytes, 'save it as UTF-8'), notebook);
    case undefined:
      return failed(
        `files with the extension "${extname(path)}" are not understood, only Python files (.py, .pyw, .pyi) and notebooks (.ipynb)`,
      );
  }
}

function read(decoded: Decoded, toReading: (text: string) => Reading): Reading {
  return decoded.ok ? toReading(decoded.text) : failed(decoded.message);
}

function pythonFile(text: string): Reading {
  return { kind: 'document', document: { language: 'python', kind: 'file', cells: [{ index: 0, text }] } };
}

function notebook(text: string): Reading {
  const result = parseNotebook(text);
  if (!result.ok) return failed(result.error.message);
  const cells = result.notebook.cells
    .filter((cell) => cell.language === 'python')
    .map(({ index, text }) => ({ index, text }));
  const { language } = result.notebook;
  if (cells.length === 0 && language !== 'python') return { kind: 'other-language', language };
  return { kind: 'document', document: { language: 'python', kind: 'notebook', cells } };
}

function failed(message: string): Reading {
  return { kind: 'error', message };
}
