/** What patterns match in the cells of a document, each looked for once. */
export class Matches {
  private readonly answers = new Map<string, boolean>();

  constructor(private readonly texts: ReadonlyMap<number, string>) {}

  /** Whether a pattern that has no state matches in one cell or, where none is named, in any. */
  has(pattern: RegExp, cell: number | undefined): boolean {
    const key = `${cell ?? ''} ${pattern.flags} ${pattern.source}`;
    let answer = this.answers.get(key);
    if (answer === undefined) this.answers.set(key, (answer = this.find(pattern, cell)));
    return answer;
  }

  private find(pattern: RegExp, cell: number | undefined): boolean {
    const name = (pattern.ignoreCase ? undefined : nameAtEnd.exec(pattern.source)?.[1]) ?? '';
    const matches = (text: string) => text.includes(name) && pattern.test(text);
    if (cell !== undefined) return matches(this.texts.get(cell) ?? '');
    for (const text of this.texts.values()) if (matches(text)) return true;
    return false;
  }
}

/** The name that a pattern ends with: a text without it need not be searched line by line. */
const nameAtEnd = /^[^|]*\\b(\w+)\\b$/;
