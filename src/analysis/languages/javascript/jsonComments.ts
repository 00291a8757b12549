// JSON as compilers and editors take it: with comments, and commas before closing brackets.

const parts = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|,(?=(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*[\]}])/g;

/** The same text in plain JSON. */
export function withoutComments(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(parts, (part) => (part.startsWith('"') ? part : ' '));
}
