import type { Edit } from '../findings.ts';

/** One edit that makes one text of another: what lies between what they begin and what they end with. */
export function difference(before: string, after: string, cell: number): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = longest(shorter, (length) => before.slice(0, length) === after.slice(0, length));
  const end = longest(
    shorter - start,
    (length) => before.slice(before.length - length) === after.slice(after.length - length),
  );
  // Whether a carriage return ends a line depends on what follows it.
  if (start > 0 && before[start - 1] === '\r') start--;
  return { cell, start, end: before.length - end, text: after.slice(start, after.length - end) };
}

/** The greatest of the lengths for which something holds, which then holds for all below; of whole strings it is told fast. */
function longest(most: number, holds: (length: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
