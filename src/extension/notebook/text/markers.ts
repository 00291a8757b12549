// The lines with a meaning of their own in a *.softmax.md file. Both comments are invisible where Markdown is rendered.

/**
 * Alone on a line outside code cells, it ends the cell before it and begins another. `write` puts it between neighbouring
 * Markdown cells, and after one that would swallow what follows (an unclosed fence or comment).
 */
export const separator = '<!-- softmax:cell -->';

/**
 * Alone on a line of a Markdown cell: the next line is the cell's text whatever it looks like. `write` puts it before
 * a line which would else be a separator, this marker, a code cell's fence, or the only blank lines of a cell.
 */
export const asIs = '<!-- softmax:as-is -->';

/** An opening or closing run of a code fence. */
export interface Fence {
  readonly char: '`' | '~';
  readonly length: number;
}

const fenceOf = (run: string): Fence => ({ char: run[0] as Fence['char'], length: run.length });

/** The fence of a line that opens a code cell: at the line's very beginning, with `softmax` as the first word of its info string. */
export function cellFence(line: string): Fence | undefined {
  const match = /^(?:(`{3,})[ \t]*softmax(?:[ \t][^`]*)?|(~{3,})[ \t]*softmax(?:[ \t].*)?)$/.exec(line);
  const run = match?.[1] ?? match?.[2];
  return run === undefined ? undefined : fenceOf(run);
}

/** The fence of a line that opens any fenced block, when its indentation has been taken off. */
export function blockFence(line: string): Fence | undefined {
  const match = /^(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(line);
  const run = match?.[1] ?? match?.[2];
  return run === undefined ? undefined : fenceOf(run);
}

/** Whether a line closes a block that `fence` opened, when indentation beyond three spaces has been ruled out. */
export function closes(line: string, fence: Fence): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run[0] === fence.char && run.length >= fence.length;
}

export const runOf = (fence: Fence): string => fence.char.repeat(fence.length);
