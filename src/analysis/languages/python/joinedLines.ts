// Lines within brackets that are indented less than their statement. Python reads them; its grammar takes some of them for the end of a block.

/** Strings, comments, brackets, ends of lines. */
const parts =
  /[rRbBfFuU]{0,2}("""|''')[^\\]*?(?:\\[\s\S][^\\]*?)*?\1|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|#[^\n]*|\\\r?\n|[([{]|[)\]}]|\r?\n/g;

/** The text with blanks in the place of such ends of lines: as long as before, and the same for Python. */
export function joinedLines(text: string): string {
  let joined = '';
  let done = 0;
  let depth = 0;
  let own = indentAt(text, 0);
  let isAfterComment = false;
  for (const { 0: part, index } of text.matchAll(parts)) {
    const first = part.charAt(0);
    const isEnd = part.endsWith('\n') && first !== '\\' && !/["']/.test(part);
    if (/^[([{]$/.test(part)) depth += 1;
    else if (/^[)\]}]$/.test(part)) depth = Math.max(0, depth - 1);
    else if (isEnd && depth === 0) own = indentAt(text, index + part.length);
    else if (isEnd && !isAfterComment && indentAt(text, index + part.length) < own) {
      joined += text.slice(done, index) + ' '.repeat(part.length);
      done = index + part.length;
    }
    isAfterComment = first === '#';
  }
  return joined + text.slice(done);
}

/** How far the line at an offset is indented, as the grammar counts; of a blank line as far as can be. */
function indentAt(text: string, start: number): number {
  let width = 0;
  for (let at = start; at < text.length; at++) {
    const each = text.charAt(at);
    if (each === ' ') width += 1;
    else if (each === '\t') width += 8;
    else return each === '\n' || each === '\r' ? Infinity : width;
  }
  return width;
}
