// A cell's source to statements with their places. mathjs parses a whole block at once and keeps no positions, so the
// block is cut where mathjs would cut it, and each piece is parsed by itself.
import type { MathNode } from 'mathjs';
import { CellSyntaxError } from './errors.ts';
import { parse } from './language.ts';
import { type Token, tokens as tokensOf } from './tokens.ts';

export interface Statement {
  readonly node: MathNode;
  /** As typed, without the comment and the semicolon after it. */
  readonly source: string;
  /** Offsets in the cell's source. */
  readonly start: number;
  readonly end: number;
  /** With their offsets in the cell's source. */
  readonly tokens: readonly Token[];
  /** No semicolon after it. */
  readonly visible: boolean;
}

/** The statements of a cell in order. @throws {CellSyntaxError} at the place of the first mistake. */
export function readStatements(cell: string): Statement[] {
  // Of the same length, so that offsets stay: mathjs knows no "\r".
  const source = cell.replace(/\r\n/g, ' \n').replaceAll('\r', '\n');
  const all = tokensOf(source);
  const statements: Statement[] = [];
  for (let first = 0; first < all.length;) {
    let end = separatorFrom(all, first);
    if (end > first) {
      let read = readStatement(source, all.slice(first, end));
      while (goesOn(read) && all[end]?.kind === 'newline') {
        end = separatorFrom(all, end + 1);
        read = readStatement(source, all.slice(first, end));
      }
      if ('missingAfter' in read) throw missing(read.missingAfter);
      statements.push({ ...read, visible: all[end]?.text !== ';' });
    }
    first = end + 1;
  }
  return statements;
}

function separatorFrom(all: readonly Token[], first: number): number {
  let at = first;
  while (at < all.length && !isSeparator(all[at]!)) at++;
  return at;
}

const isSeparator = ({ kind, text, depth }: Token): boolean =>
  depth === 0 && (kind === 'newline' || (kind === 'mark' && text === ';'));

const lastOf = (tokens: readonly Token[]): Token => tokens.filter(({ kind }) => kind !== 'newline').at(-1)!;

type Read = Omit<Statement, 'visible'> | { readonly missingAfter: Token };

/** A line that ends in an operator goes on in the next; a colon is one, though `a:` could be read by itself. */
const goesOn = (read: Read): boolean => 'missingAfter' in read || lastOf(read.tokens).text === ':';

const missing = (after: Token): CellSyntaxError =>
  new CellSyntaxError(`Something is missing after "${after.text}".`, { place: after });

function readStatement(source: string, tokens: readonly Token[]): Read {
  const start = tokens[0]!.start;
  const end = lastOf(tokens).end;
  const text = source.slice(start, end);
  try {
    return { node: parse(text), source: text, start, end, tokens };
  } catch (error) {
    const { char, message } = error as { readonly char?: number; readonly message: string };
    const place = start + (char ?? 1) - 1;
    if (place >= end && message.startsWith('Unexpected end of expression')) return { missingAfter: lastOf(tokens) };
    const wrong = tokens.find((token) => token.end > place) ?? lastOf(tokens);
    throw new CellSyntaxError(`${message.replace(/ \(char \d+\)$/, '')}.`, { place: wrong });
  }
}
