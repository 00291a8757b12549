// What can go wrong in a cell, in words a user reads, and where.
import type { SourceError } from '../../protocol/methods.ts';
import { messageOf } from '../../protocol/rpc/index.ts';
import { placeOfCall, placeOfName } from './places.ts';
import type { Statement } from './statements.ts';
import { type KnownNames, describeUnknown } from './suggestions.ts';

export interface Place {
  /** Offsets in the cell's source, in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A mistake in a cell; `place` where it is known, else `call` names the function whose call it stands in. */
export class CellError extends Error {
  override readonly name: string = 'Error';
  readonly place: Place | undefined;
  readonly call: string | undefined;

  constructor(message: string, { place, call }: { readonly place?: Place; readonly call?: string } = {}) {
    super(message);
    this.place = place;
    this.call = call;
  }
}

/** A cell that cannot be read; none of it has run. */
export class CellSyntaxError extends CellError {
  override readonly name = 'SyntaxError';
}

/** What mathjs's typed functions say about their arguments. */
interface ArgumentMismatch {
  readonly category: 'wrongType' | 'tooFewArgs' | 'tooManyArgs';
  readonly fn: string;
  readonly index: number;
  readonly actual?: readonly string[];
  readonly expectedLength?: number;
}

/** An error of evaluating `statement`, with `names` the names it may use, as the cell's answer. */
export function evaluationError(
  error: unknown,
  statement: Statement,
  names: () => KnownNames,
  source: string,
): SourceError {
  const { message, place, name } = explain(error, statement, names);
  return located(name, message, place ?? statement, source);
}

export const syntaxError = (error: CellError, source: string): SourceError =>
  located(error.name, error.message, error.place ?? { start: 0, end: source.length }, source);

interface Explained {
  readonly name: string;
  readonly message: string;
  readonly place?: Place | undefined;
}

function explain(error: unknown, statement: Statement, names: () => KnownNames): Explained {
  if (error instanceof CellError) {
    const { name, message, call } = error;
    return { name, message, place: error.place ?? (call === undefined ? undefined : placeOfCall(statement, call)) };
  }
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return { name: 'RangeError', message: 'A function calls itself too deeply: give it a case in which it stops.' };
  }
  const unknown = /^Undefined (symbol|function) (.+)$/.exec(messageOf(error));
  if (unknown) {
    const [, kind, name] = unknown as unknown as [string, 'symbol' | 'function', string];
    return {
      name: 'ReferenceError',
      message: describeUnknown(kind, name, names()),
      place: placeOfName(statement, name),
    };
  }
  const mismatch = (error as { readonly data?: ArgumentMismatch } | null)?.data;
  if (mismatch?.category !== undefined) {
    return { name: 'TypeError', message: describeMismatch(mismatch), place: placeOfCall(statement, mismatch.fn) };
  }
  return { name: error instanceof Error ? error.name : 'Error', message: messageOf(error) };
}

function describeMismatch({ category, fn, index, actual, expectedLength }: ArgumentMismatch): string {
  switch (category) {
    case 'wrongType':
      return `Argument ${index + 1} of ${fn} may not be of type ${actual?.at(-1) ?? 'unknown'}.`;
    case 'tooFewArgs':
      return `${fn} needs more than ${index} argument${index === 1 ? '' : 's'}.`;
    case 'tooManyArgs':
      return `${fn} takes no more than ${expectedLength ?? index} argument${expectedLength === 1 ? '' : 's'}.`;
  }
}

function located(name: string, message: string, { start, end }: Place, source: string): SourceError {
  const before = source.slice(0, start);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const line = before.split(/\r\n|\n|\r/).length;
  return { name, message, start, end, line, column: start - lineStart + 1 };
}
