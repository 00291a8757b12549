import type { Edit } from '../findings.ts';

/** One edit that makes one text of another: what lies between what they begin and what they end with. */
export function difference(before: string, after: string, cell: number): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  // Whether a carriage return ends a line depends on what follows it.
  if (start > 0 && before[start - 1] === '\r') start--;
  return { cell, start, end: before.length - end, text: after.slice(start, after.length - end) };
}
