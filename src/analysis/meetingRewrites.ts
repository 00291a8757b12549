// Whether two rewrites, each right by itself, are not right together: one changes the statement that gives a name its value, or
// takes it away, and the other one reads that name anew.
import type { Edit, Rewrite } from './findings.ts';
import { wordIn } from './words.ts';

type TextOf = (cell: number) => string | undefined;

/** @returns whether one of them reads what the other one gives another value */
export function readsWhatChanges(rewrite: Rewrite, others: readonly Rewrite[], textOf: TextOf): boolean {
  return others.some((other) => readsGivenBy(rewrite, other, textOf) || readsGivenBy(other, rewrite, textOf));
}

function readsGivenBy(reader: Rewrite, giver: Rewrite, textOf: TextOf): boolean {
  // Lines that stand before a statement leave that as it is.
  const lines = new Set(
    [...(giver.names ?? []), ...(giver.imports ?? [])].map(({ edit }) => giver.edits[edit]).filter(isInsertion),
  );
  return giver.edits.some((edit) => {
    const text = textOf(edit.cell);
    if (text === undefined || lines.has(edit)) return false;
    const names = givenIn(text, edit);
    return reader.edits.some(
      (each) =>
        each.cell === edit.cell && names.some((name) => readsAnew(each, name, text)) && !areApart(text, each, edit),
    );
  });
}

function isInsertion(edit: Edit | undefined): edit is Edit {
  return edit !== undefined && edit.start === edit.end;
}

/** Names that the lines of an edit give values to. */
function givenIn(text: string, { start, end }: Edit): readonly string[] {
  const first = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const rest = text.slice(end).search(/[\r\n]|$/);
  const assigned =
    /^[ \t]*(?:(?:const|let|var)\s+)?([\p{L}_$][\p{L}\p{N}_$]*(?:\s*,\s*[\p{L}_$][\p{L}\p{N}_$]*)*)\s*(?::[^=\r\n]*)?(?:[-+*/@]|\*\*|\/\/)?=(?![=>])/gmu;
  return [...text.slice(first, end + rest).matchAll(assigned)].flatMap(([, names]) => names!.split(/\s*,\s*/));
}

function readsAnew({ start, end, text: added }: Edit, name: string, text: string): boolean {
  return wordIn(name).test(added) && !wordIn(name).test(text.slice(start, end));
}

/** Whether a function or class begins between two edits. */
function areApart(text: string, a: Edit, b: Edit): boolean {
  const between = text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
  return /^[ \t]*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:def|class|function)\b/m.test(between);
}
