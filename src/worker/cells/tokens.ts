// The cell language's tokens, as far as places and statements need them: mathjs's syntax tree has no positions.

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'mark' | 'newline';
  readonly text: string;
  /** Offsets in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** How many brackets are open around it; inside any, mathjs takes a line end for a space. */
  readonly depth: number;
}

// The letters are those of mathjs's parse.isAlpha.
const letter = String.raw`[a-zA-Z_$\u00C0-\u02AF\u0370-\u03FF\u2100-\u214F]|\uD835[\uDC00-\uDFFF]`;
const patterns: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /[ \t\u00A0]+|#[^\n]*/y],
  ['newline', /\n/y],
  ['number', /0[xbo][\da-zA-Z]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['word', new RegExp(`(?:${letter})(?:${letter}|\\d)*`, 'y')],
];

/** Words which are operators after an operand; `not` is one anywhere. */
const operators = new Set(['mod', 'to', 'in', 'and', 'xor', 'or']);

/** The tokens of `source`, comments and spaces left out. Never throws: a string that is not closed goes to the end. */
export function tokens(source: string): Token[] {
  const found: Token[] = [];
  let depth = 0;
  let afterOperand = false;
  for (let at = 0; at < source.length;) {
    const { kind, end } = tokenAt(source, at, afterOperand);
    const text = source.slice(at, end);
    if (kind !== 'space') afterOperand = isOperand(kind, text, afterOperand);
    if (kind === 'mark' && ')]}'.includes(text)) depth = Math.max(0, depth - 1);
    if (kind !== 'space') found.push({ kind, text, start: at, end, depth });
    if (kind === 'mark' && '([{'.includes(text)) depth++;
    at = end;
  }
  return found;
}

function tokenAt(source: string, at: number, afterOperand: boolean): { kind: Token['kind'] | 'space'; end: number } {
  const first = source[at]!;
  // After an operand a single quote transposes it.
  if (first === '"' || (first === "'" && !afterOperand)) return { kind: 'string', end: stringEnd(source, at) };
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    if (pattern.test(source)) return { kind, end: pattern.lastIndex };
  }
  return { kind: 'mark', end: at + 1 };
}

/** Whether an operand ends with this token. */
function isOperand(kind: Token['kind'], text: string, afterOperand: boolean): boolean {
  if (kind === 'word') return text !== 'not' && !(afterOperand && operators.has(text));
  return kind === 'number' || kind === 'string' || (kind === 'mark' && ")]}'!".includes(text));
}

function stringEnd(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === source[start]) return at + 1;
  }
  return source.length;
}
