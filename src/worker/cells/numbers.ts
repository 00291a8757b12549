// Numbers as a reader of an output sees them.

/** Six significant digits, but never 1, −1 or an infinity for what is not: there all digits tell. */
export function shortNumber(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  if (Object.is(x, -0)) return '-0';
  const short = Number(x.toPrecision(6));
  const isMistakable = Math.abs(short) === 1 || !Number.isFinite(short);
  return String(isMistakable ? x : short);
}

/** What the eye must not miss: no number, no finite one, or one that vanished. */
export const isMarked = (x: number): boolean => !Number.isFinite(x) || x === 0;

/** How many are NaN, infinite and 0, in words; undefined when all are ordinary numbers. */
export function countMarked(values: Float64Array): string | undefined {
  let nan = 0;
  let infinite = 0;
  let zero = 0;
  for (const value of values) {
    if (Number.isNaN(value)) nan++;
    else if (!Number.isFinite(value)) infinite++;
    else if (value === 0) zero++;
  }
  const counts = [
    [nan, 'NaN'],
    [infinite, 'infinite'],
    [zero, 'zero'],
  ] as const;
  const found = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return found.length === 0 ? undefined : `${found.join(', ')} of ${values.length}`;
}
