// The text of a cell where it is stored: edits of it leave every other byte of the notebook as it is.
import type { Edit } from '../findings.ts';
import { jsonTree, valueOf, type JsonNode } from './jsonTree.ts';

/** A change of the stored text: UTF-16 offsets into the JSON. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One string of a cell's source. */
interface Piece {
  /** Where it begins in the text of the cell. */
  readonly from: number;
  readonly length: number;
  /** Offset in the JSON behind the opening quote. */
  readonly start: number;
  /** For each unit of its value, and its end, the offset in the JSON from `start`; undefined where nothing is escaped. */
  readonly offsets: readonly number[] | undefined;
}

/** The JSON of a notebook after edits of its cells. The text is one that parseNotebook takes. */
export function editNotebook(text: string, edits: readonly Edit[]): string {
  const replacements = [...notebookReplacements(text, edits)].sort((a, b) => a.start - b.start);
  let result = '';
  let done = 0;
  for (const { start, end, text: by } of replacements) {
    result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
}

/** What edits of cells are in the JSON. In their order; those that touch are made one. */
export function notebookReplacements(text: string, edits: readonly Edit[]): readonly Replacement[] {
  const sources = sourcesOf(text);
  const cells = [...new Set(edits.map(({ cell }) => cell))];
  return cells.flatMap((cell) => {
    const own = edits.filter((edit) => edit.cell === cell).sort((a, b) => a.start - b.start || a.end - b.end);
    const source = sources(cell);
    return source ? replacementsIn(text, source, own) : [];
  });
}

/** The offset in the JSON of an offset in a cell's text: of the character there, or of the quote that ends the text. */
export function notebookPlaces(text: string): (cell: number, offset: number) => number {
  const sources = sourcesOf(text);
  const pieces = new Map<number, readonly Piece[]>();
  return (cell, offset) => {
    const source = sources(cell);
    if (!source) throw new RangeError(`There is no cell ${cell} with a source.`);
    const own = pieces.get(cell) ?? piecesOf(text, source);
    pieces.set(cell, own);
    return own.length === 0 ? source.start : placeIn(own, offset);
  };
}

function replacementsIn(text: string, source: JsonNode, edits: readonly Edit[]): readonly Replacement[] {
  const pieces = piecesOf(text, source);
  const between = source.kind === 'array' ? separator(text, source) : undefined;
  if (pieces.length === 0) {
    const added = edits.map((edit) => edit.text).join('');
    return [{ start: source.start, end: source.end, text: `["${escaped(added, ', ')}"]` }];
  }
  const { from, length } = pieces.at(-1)!;
  return edits.map(({ start, end, text: by }) => {
    const added = escaped(by, between);
    // A list of lines does not end with an empty one.
    const rest = `"${between ?? ''}"`;
    const isLast = end === from + length && between !== undefined && added.endsWith(rest);
    return {
      start: placeIn(pieces, start),
      end: placeIn(pieces, end),
      text: isLast ? added.slice(0, -rest.length) : added,
    };
  });
}

/** The text as it stands in a JSON string; in a list of lines, each of them in a string of its own. */
function escaped(text: string, between: string | undefined): string {
  const literal = JSON.stringify(text).slice(1, -1);
  return between === undefined
    ? literal
    : literal.replace(/\\n/g, (found, at: number) => (isEscaped(literal, at) ? found : `\\n"${between}"`));
}

/** Whether the backslash at an offset is itself behind one that escapes it. */
function isEscaped(literal: string, at: number): boolean {
  let count = 0;
  while (literal[at - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}

/** What stands between two strings of a list; of a list of one, what would. */
function separator(text: string, { start, items }: JsonNode & { readonly kind: 'array' }): string {
  const [first, second] = items;
  if (first && second) return text.slice(first.end, second.start);
  const indent = first ? text.slice(start + 1, first.start) : '';
  return indent === '' ? ', ' : `,${indent}`;
}

function piecesOf(text: string, source: JsonNode): readonly Piece[] {
  let from = 0;
  return (source.kind === 'array' ? source.items : [source]).map(({ start, end }) => {
    const literal = text.slice(start + 1, end - 1);
    const offsets = offsetsIn(literal);
    const length = offsets ? offsets.length - 1 : literal.length;
    const piece = { from, length, start: start + 1, offsets };
    from += length;
    return piece;
  });
}

function offsetsIn(literal: string): readonly number[] | undefined {
  if (!literal.includes('\\')) return undefined;
  const offsets: number[] = [];
  for (let at = 0; at < literal.length; at += literal[at] !== '\\' ? 1 : literal[at + 1] === 'u' ? 6 : 2)
    offsets.push(at);
  return [...offsets, literal.length];
}

/** At the border of two strings, the start of the second. */
function placeIn(pieces: readonly Piece[], offset: number): number {
  const piece = pieces.filter(({ from }) => from <= offset).at(-1)!;
  const within = Math.min(offset - piece.from, piece.length);
  return piece.start + (piece.offsets ? piece.offsets[within]! : within);
}

/** The node of a cell's source, by the cell's number among all cells. */
function sourcesOf(text: string): (cell: number) => JsonNode | undefined {
  const root = jsonTree(text);
  const cells =
    listOf(valueOf(root, 'cells')) ??
    (listOf(valueOf(root, 'worksheets')) ?? []).flatMap((sheet) => listOf(valueOf(sheet, 'cells')) ?? []);
  const ofKey = (cell: number, key: string) => {
    const found = valueOf(cells[cell], key);
    return found?.kind === 'other' ? undefined : found; // null counts as absent
  };
  return (cell) => ofKey(cell, 'source') ?? ofKey(cell, 'input');
}

function listOf(node: JsonNode | undefined): readonly JsonNode[] | undefined {
  return node?.kind === 'array' ? node.items : undefined;
}
