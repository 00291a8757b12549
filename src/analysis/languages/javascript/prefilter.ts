// Whole files that cannot matter are not parsed: most files of most projects.
import { mayMatter as hasWords } from './lower/relevance.ts';

/** Characters to a line from which on a text is what a program has made of other texts. */
const minifiedLine = 400;
const longestByHand = 5000;

/** Whether a text can hold anything that a rule looks for. May err towards yes, never towards no. */
export function mayMatter(text: string): boolean {
  return !isMinified(text) && hasWords(text) && hasWords(withoutComments(text));
}

/** Comments go; a string that looks like one takes what is behind it with it only if a comment has no end. */
export function withoutComments(text: string): string {
  // Behind the last end of a comment none begins: nothing is searched for in vain from every place that looks like it.
  const last = text.lastIndexOf('*/') + 2;
  const [closed, open] = last < 2 ? ['', text] : [text.slice(0, last), text.slice(last)];
  return (
    closed.replace(/\/\*[\s\S]*?\*\/|(?<![:"'`\\\w])\/\/[^\n\r]*/g, ' ') +
    open.replace(/(?<![:"'`\\\w])\/\/[^\n\r]*/g, ' ')
  );
}

/** Nobody edits such a text. */
export function isMinified(text: string): boolean {
  if (text.length < longestByHand) return false;
  const lines = text.split(/\r\n?|\n/);
  return text.length / lines.length > minifiedLine;
}
