// IPython's own syntax in notebook cells: lines that are not Python are blanked, offsets kept.

/** Cell magics whose cell is still Python of the same names. */
const pythonMagics = new Set(['time', 'timeit', 'capture', 'prun', 'memit', 'python', 'python3', 'pypy', 'snakeviz']);

/** The cell with magics (`%…`, `!…`, `…?`) replaced by as many blanks; cells of another language altogether. */
export function blankMagics(text: string): string {
  const cellMagic = /^\s*%%(\w*)[^\r\n]*/.exec(text);
  if (cellMagic) {
    if (!pythonMagics.has(cellMagic[1]!)) return blank(text);
    const head = cellMagic[0].length;
    return blank(text.slice(0, head)) + blankMagics(text.slice(head));
  }
  if (!/^[ \t]*[%!?]|\?[ \t]*$|=[ \t]*[%!]/m.test(text)) return text;
  const lines = text.split(/(?<=\n)/);
  const inside = continued(lines);
  return lines.map((line, index) => (!inside[index] && isMagic(line) ? blank(line) : line)).join('');
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function isMagic(line: string): boolean {
  return (
    /^\s*(?:%[^=\s]|!|\?{1,2}\w)/.test(line) ||
    /^\s*[\p{L}\p{N}_.]+\?{1,2}\s*$/u.test(line) ||
    /^\s*[\p{L}\p{N}_., ]+=\s*(?:!|%\w)/u.test(line)
  );
}

/** For each line, whether it goes on with a bracket, a string or a backslash of the line before. */
function continued(lines: readonly string[]): readonly boolean[] {
  const token = /#.*|"""|'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[([{]|[)\]}]/g;
  let depth = 0;
  let quotes: string | undefined;
  let backslash = false;
  return lines.map((line) => {
    const inside = depth > 0 || quotes !== undefined || backslash;
    backslash = /\\\r?\n$/.test(line);
    if (!inside && isMagic(line)) return false;
    for (const [found] of line.matchAll(token)) {
      if (quotes !== undefined) {
        if (found === quotes) quotes = undefined;
      } else if (found === '"""' || found === "'''") quotes = found;
      else if ('([{'.includes(found)) depth++;
      else if (')]}'.includes(found)) depth = Math.max(0, depth - 1);
    }
    return inside;
  });
}
