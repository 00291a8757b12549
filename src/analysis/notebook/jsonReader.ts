/** Where a text stops being JSON: a UTF-16 offset, and in words what was expected. */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'JsonSyntaxError';
    this.offset = offset;
  }
}

/** Python's reader gives up at its recursion limit of 1000; far below that nothing is a notebook. */
const maxDepth = 500;

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const words: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];

/** What git leaves in a file that two branches changed; the usual damage of a notebook. */
const conflictMarkers = ['<<<<<<<', '=======', '>>>>>>>', '|||||||'];

/** Reads one JSON text by recursive descent (RFC 8259, and Python's NaN, Infinity, -Infinity). Objects have no prototype. */
export class JsonReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The value; throws a JsonSyntaxError. */
  read(): unknown {
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) throw this.expected('the end of the text');
    return value;
  }

  private value(depth: number): unknown {
    this.skipSpace();
    if (depth > maxDepth) throw new JsonSyntaxError(`more than ${maxDepth} levels of nesting`, this.at);
    const character = this.text[this.at];
    if (character === '{') return this.object(depth);
    if (character === '[') return this.array(depth);
    if (character === '"') return this.string();
    for (const [word, value] of words) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private object(depth: number): unknown {
    const object = Object.create(null) as Record<string, unknown>;
    this.at += 1;
    if (this.take('}')) return object;
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] !== '"') throw this.expected('a key in double quotes');
      const key = this.string();
      if (!this.take(':')) throw this.expected('":"');
      object[key] = this.value(depth + 1);
      if (this.take('}')) return object;
      if (!this.take(',')) throw this.expected('"," or "}"');
    }
  }

  private array(depth: number): unknown[] {
    const array: unknown[] = [];
    this.at += 1;
    if (this.take(']')) return array;
    for (;;) {
      array.push(this.value(depth + 1));
      if (this.take(']')) return array;
      if (!this.take(',')) throw this.expected('"," or "]"');
    }
  }

  // Character by character: a regular expression would keep a state per character of a picture's megabytes.
  private string(): string {
    const start = this.at;
    for (let at = start + 1; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === 0x22) {
        this.at = at + 1;
        return this.unescape(start);
      }
      if (code === 0x5c) at += 1;
      else if (code < 0x20)
        throw new JsonSyntaxError('a control character inside a string (its quote is missing?)', at);
    }
    throw new JsonSyntaxError('a string that is never closed', start);
  }

  private unescape(start: number): string {
    const literal = this.text.slice(start, this.at);
    try {
      return JSON.parse(literal) as string;
    } catch {
      const escape = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(literal.replace(/\\\\/g, '""'));
      throw new JsonSyntaxError('an escape that JSON does not have', start + (escape?.index ?? 0));
    }
  }

  private number(): number {
    number.lastIndex = this.at;
    const match = number.exec(this.text);
    if (!match) throw this.expected('a value');
    this.at = number.lastIndex;
    return Number(match[0]);
  }

  private take(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private skipSpace(): void {
    space.lastIndex = this.at;
    space.test(this.text);
    this.at = space.lastIndex;
  }

  private expected(what: string): JsonSyntaxError {
    if (conflictMarkers.some((marker) => this.text.startsWith(marker, this.at))) {
      return new JsonSyntaxError('a merge conflict marker; resolve the conflict first', this.at);
    }
    const point = this.text.codePointAt(this.at);
    const found = point === undefined ? 'the end of the text' : JSON.stringify(String.fromCodePoint(point));
    return new JsonSyntaxError(`expected ${what}, found ${found}`, this.at);
  }
}
