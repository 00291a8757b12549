// Whether two rewrites, each right by itself, are not right together: one takes away the statement that gives a name its value, as
// nothing reads that any more, and the other one reads it anew.
import type { Edit, Rewrite } from './findings.ts';
import { wordIn } from './words.ts';

type TextOf = (cell: number) => string | undefined;

/** Whether one of them reads a name whose value another one takes away. */
export function readsWhatGoes(rewrite: Rewrite, others: readonly Rewrite[], textOf: TextOf): boolean {
  return others.some((other) => readsGoneBy(rewrite, other, textOf) || readsGoneBy(other, rewrite, textOf));
}

function readsGoneBy(reader: Rewrite, remover: Rewrite, textOf: TextOf): boolean {
  return remover.edits.some((edit) => {
    const text = textOf(edit.cell);
    const names = text === undefined ? [] : goneBy(text, edit);
    return reader.edits.some(
      (each) =>
        each.cell === edit.cell && names.some((name) => readsAnew(each, name, text!)) && !areApart(text!, each, edit),
    );
  });
}

/** Names that lines give values to which an edit takes away. */
function goneBy(text: string, { start, end, text: instead }: Edit): readonly string[] {
  const first = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const assigned =
    /^([ \t]*(?:(?:const|let|var)\s+)?)([\p{L}_$][\p{L}\p{N}_$]*(?:\s*,\s*[\p{L}_$][\p{L}\p{N}_$]*)*)\s*(?::[^=\r\n]*)?(?:[-+*/@]|\*\*|\/\/)?=(?![=>])/gmu;
  return [...text.slice(first, end).matchAll(assigned)].flatMap(({ index, 1: before, 2: names }) =>
    first + index + before!.length < start ? [] : names!.split(/\s*,\s*/).filter((name) => !wordIn(name).test(instead)),
  );
}

function readsAnew({ start, end, text: added }: Edit, name: string, text: string): boolean {
  return wordIn(name).test(added) && !wordIn(name).test(text.slice(start, end));
}

/** Whether a function or class begins between two edits. */
function areApart(text: string, a: Edit, b: Edit): boolean {
  const between = text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
  return /^[ \t]*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:def|class|function)\b/m.test(between);
}
