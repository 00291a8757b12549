// JSON as Jupyter reads it. Its writer is Python's, which puts NaN and Infinity into outputs that JSON.parse refuses, and
// JSON.parse names no place for most errors; so the text is read a second time, here, when JSON.parse gave up.
import { JsonReader, JsonSyntaxError } from './jsonReader.ts';

export interface JsonError {
  readonly message: string;
  /** Both from 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

export type JsonResult = { readonly ok: true; readonly value: unknown } | ({ readonly ok: false } & JsonError);

/**
 * The value of a JSON text. Also taken, as Python's `json` does: `NaN`, `Infinity` and `-Infinity`.
 *
 * Errors: the first place that is not JSON, with what was expected there.
 */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return parseTolerantly(text);
  }
}

function parseTolerantly(text: string): JsonResult {
  try {
    return { ok: true, value: new JsonReader(text).read() };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    return { ok: false, message: error.message, ...place(text, error.offset) };
  }
}

function place(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: lines[lines.length - 1]!.length + 1 };
}
