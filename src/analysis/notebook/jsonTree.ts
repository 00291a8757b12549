// Where the values of a JSON text stand. For texts that are known to be JSON: nothing is checked here.

export type JsonNode =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  /** `start` and `end` are those of the literal, quotes included. */
  | { readonly kind: 'string' | 'other'; readonly start: number; readonly end: number };

export interface JsonEntry {
  readonly key: string;
  /** Offset of the key's quote. */
  readonly start: number;
  readonly value: JsonNode;
}

const word = /[^\s,\]}]+/y;

/** The tree of a text that parseJson has taken. */
export function jsonTree(text: string): JsonNode {
  return new TreeReader(text).value();
}

/** What a key of an object stands for: of equal keys the last counts, as JSON.parse has it. */
export function valueOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.entries.filter((entry) => entry.key === key).at(-1)?.value : undefined;
}

class TreeReader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): JsonNode {
    this.skipSpace();
    switch (this.text[this.at]) {
      case '{':
        return this.object();
      case '[':
        return this.array();
      case '"':
        return this.string();
      default: {
        word.lastIndex = this.at;
        const start = this.at;
        this.at += word.exec(this.text)?.[0].length ?? 0;
        return { kind: 'other', start, end: this.at };
      }
    }
  }

  private object(): JsonNode {
    const start = this.at;
    const entries: JsonEntry[] = [];
    this.at += 1;
    while (!this.take('}')) {
      const key = this.string();
      this.take(':');
      const value = this.value();
      entries.push({ key: JSON.parse(this.text.slice(key.start, key.end)) as string, start: key.start, value });
      this.take(',');
    }
    return { kind: 'object', start, end: this.at, entries };
  }

  private array(): JsonNode {
    const start = this.at;
    const items: JsonNode[] = [];
    this.at += 1;
    while (!this.take(']')) {
      items.push(this.value());
      this.take(',');
    }
    return { kind: 'array', start, end: this.at, items };
  }

  private string(): JsonNode {
    const start = this.at;
    this.at += 1;
    // Character by character, as the reader of values does: strings can be megabytes of a picture.
    while (this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    this.at += 1;
    return { kind: 'string', start, end: this.at };
  }

  private take(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    this.skipSpace();
    return true;
  }

  private skipSpace(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at += 1;
  }
}
