/** Whether a pattern that has no state matches in one cell or, where none is named, in any. */
export function hasMatch(texts: ReadonlyMap<number, string>, pattern: RegExp, cell: number | undefined): boolean {
  if (cell !== undefined) return pattern.test(texts.get(cell) ?? '');
  for (const text of texts.values()) if (pattern.test(text)) return true;
  return false;
}
