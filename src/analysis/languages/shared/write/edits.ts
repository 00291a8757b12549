import type { Edit, GivenName } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';

export function replaceNode(node: SyntaxNode, text: string): Edit {
  return { cell: node.source.cell, start: node.start, end: node.end, text };
}

export function insertAt(node: SyntaxNode, offset: number, text: string): Edit {
  return { cell: node.source.cell, start: offset, end: offset, text };
}

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  // A search for a carriage return would go through all of a text that has none.
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

/** The line break that a text uses. */
export function newline(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The blanks before an offset, if there is nothing else on its line. */
export function indentBefore(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return /^[ \t\f]*$/.test(before) ? before : undefined;
}

/** Edits in the order of the text, what is inserted before a place ahead of what takes that place; those within another dropped. */
export function merged(edits: readonly Edit[]): readonly Edit[] {
  const rank = ({ start, end }: Edit) => (start === end ? -Infinity : -end);
  const sorted = [...edits].sort((a, b) => a.cell - b.cell || a.start - b.start || compare(rank(a), rank(b)));
  const kept: Edit[] = [];
  for (const edit of sorted) {
    const last = kept.at(-1);
    if (last?.cell === edit.cell && edit.start < last.end) continue;
    if (last?.cell === edit.cell && last.start === edit.start && last.end === edit.end && last.text === edit.text)
      continue;
    kept.push(edit);
  }
  return kept;
}

/**
 * The names that some edits give to values for the rest of a function.
 * @param gives - whether some code does
 */
export function givenNames(
  edits: readonly Edit[],
  given: Iterable<readonly [name: string, definition: SyntaxNode | undefined]>,
  gives: (code: string, name: string) => boolean,
  numbered: GivenName['numbered'],
): readonly GivenName[] {
  return [...given].flatMap(([name, definition]): readonly GivenName[] => {
    const index = edits.findIndex((edit) => isWithin(edit, definition) && gives(edit.text, name));
    if (index < 0) return [];
    const { start, end } = edits[index]!;
    const reach = definition && { before: start - definition.start, after: definition.end - end };
    return [{ name, edit: index, ...reach, numbered }];
  });
}

function isWithin({ cell, start, end }: Edit, definition: SyntaxNode | undefined): boolean {
  return !definition || (cell === definition.source.cell && definition.start <= start && end <= definition.end);
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The code of a node after those of some edits that are within it. */
export function codeWith(node: SyntaxNode, edits: readonly Edit[]): string {
  const { source, start, end } = node;
  const isBefore = (edit: Edit) => edit.start === start && edit.end === start;
  const within = edits.filter(
    (edit) => edit.cell === source.cell && start <= edit.start && edit.end <= end && !isBefore(edit),
  );
  let code = '';
  let done = start;
  for (const edit of within.sort((a, b) => a.start - b.start)) {
    code += source.text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return code + source.text.slice(done, end);
}
