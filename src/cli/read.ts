import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { LanguageId, SourceDocument } from '../analysis/index.ts';
import { parseNotebook } from '../analysis/notebook/index.ts';
import { decode, type Decoded } from './decode.ts';
import { namedKind, type FileKind } from './fileKind.ts';
import { systemErrorMessage } from './systemError.ts';

/** A file as it is stored, and what is analysed of it. */
export interface Source {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  /** Decoded, without a byte-order mark: of a notebook its JSON. */
  readonly text: string;
  readonly document: SourceDocument;
}

/** `other-language`: a notebook without a Python cell, whose own language is not Python either. */
export type Reading =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'other-language'; readonly language: string }
  | { readonly kind: 'error'; readonly message: string };

/** Reads one file for analysis. Cells and files are as stored; only a byte-order mark is gone. */
export function readSource(path: string): Reading {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return failed(systemErrorMessage(error));
  }
  return sourceOf(path, bytes);
}

/** The same for bytes that are at hand; the path says what they are. */
export function sourceOf(path: string, bytes: Uint8Array): Reading {
  const kind = namedKind(basename(path), bytes);
  if (kind) return read(decode(kind, bytes), kind, bytes);
  return failed(`files with the extension "${extname(path)}" are not understood, only ${understood}`);
}

const understood =
  'Python (.py, .pyw, .pyi), notebooks (.ipynb), JavaScript (.js, .mjs, .cjs, .jsx) and TypeScript (.ts, .mts, .cts, .tsx)';

/** The same file with another text; its bytes stay those that are stored. */
export function withText({ kind, bytes }: Source, text: string): Reading {
  return kind === 'notebook' ? notebook(text, bytes) : file(text, kind, bytes);
}

function read(decoded: Decoded, kind: FileKind, bytes: Uint8Array): Reading {
  if (!decoded.ok) return failed(decoded.message);
  return kind === 'notebook' ? notebook(decoded.text, bytes) : file(decoded.text, kind, bytes);
}

function file(text: string, kind: LanguageId, bytes: Uint8Array): Reading {
  const document: SourceDocument = { language: kind, kind: 'file', cells: [{ index: 0, text }] };
  return { kind: 'source', source: { kind, bytes, text, document } };
}

function notebook(text: string, bytes: Uint8Array): Reading {
  const result = parseNotebook(text);
  if (!result.ok) return failed(result.error.message);
  const cells = result.notebook.cells
    .filter((cell) => cell.language === 'python')
    .map((cell) => ({ index: cell.index, text: cell.text }));
  const { language } = result.notebook;
  if (cells.length === 0 && language !== 'python') return { kind: 'other-language', language };
  const document: SourceDocument = { language: 'python', kind: 'notebook', cells };
  return { kind: 'source', source: { kind: 'notebook', bytes, text, document } };
}

function failed(message: string): Reading {
  return { kind: 'error', message };
}
