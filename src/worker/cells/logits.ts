// What a cell gives a kernel, read strictly: numbers are never guessed from something else.
import { isMatrix } from 'mathjs';
import { CellError } from './errors.ts';
import { valueText } from './values.ts';

/** The logits of a call, from a vector, an array or a range. @throws {CellError} for anything but a non-empty vector of numbers. */
export function readLogits(call: string, value: unknown): Float64Array {
  const elements: unknown = isMatrix(value) ? value.valueOf() : value;
  if (!Array.isArray(elements)) {
    throw new CellError(
      `${call} takes a vector of logits, as in ${call}([1, 2, 3]); it was given ${describe(elements)}.`,
      {
        call,
      },
    );
  }
  if (elements.length === 0) throw new CellError(`${call} needs at least one logit; this vector is empty.`, { call });
  const logits = new Float64Array(elements.length);
  for (const [index, element] of elements.entries()) {
    if (Array.isArray(element)) throw new CellError(notAVector(call, elements), { call });
    if (typeof element !== 'number') {
      throw new CellError(`Logit ${index + 1} of ${call} is ${describe(element)}, not a number.`, { call });
    }
    logits[index] = element;
  }
  return logits;
}

function notAVector(call: string, rows: readonly unknown[]): string {
  const columns = Array.isArray(rows[0]) ? rows[0].length : 1;
  return `${call} takes a vector, and this is a ${rows.length} × ${columns} matrix. Take one row, as in ${call}(A[1, :]), or all of it, as in ${call}(flatten(A)).`;
}

/** The index of the true class, from 1 as indices in cells, given back from 0. */
export function readTarget(call: string, value: unknown, count: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= count) return value - 1;
  const given = typeof value === 'number' ? String(value) : describe(value);
  throw new CellError(
    `The target of ${call} is the index of the true class, from 1 to ${count} as everywhere in a cell; it was given ${given}.`,
    { call },
  );
}

export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value) || isMatrix(value)) return 'a matrix';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the string ${JSON.stringify(value)}`;
  return `the ${typeof value} ${valueText(value)}`;
}
