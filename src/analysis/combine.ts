// Rewrites of several findings made at once.
import type { Edit, GivenName, Rewrite } from './findings.ts';
import { readsWhatGoes } from './meetingRewrites.ts';
import { wordIn } from './words.ts';

export interface Combined {
  readonly edits: readonly Edit[];
  /** How many of the rewrites they make. */
  readonly made: number;
}

/**
 * The edits of as many rewrites as can be made together, the first first, but for those that change nothing which another one does not
 * change as well (a softmax that is made stable with its logarithms): one that touches text that another one has changed
 * is left for later, and so is one that reads what another one takes away. Each was written as if it were alone, so that a name it gives may be one that another one has given in
 * the same function; the later one gives another then.
 * @param textOf - the text of a cell, undefined where that is not there any more
 */
export function combineRewrites(rewrites: readonly Rewrite[], textOf: (cell: number) => string | undefined): Combined {
  const edits: Edit[] = [];
  // Those of them that a list of names ends, and where it begins.
  const lists = new Map<Edit, number>();
  const names: Reach[] = [];
  // Insertions that only give names or import them: their order is of no matter.
  const lines = new Set<Edit>();
  const made: Rewrite[] = [];
  for (const rewrite of widestFirst(rewrites)) {
    const gives = new Set([
      ...(rewrite.names ?? []).map(({ edit }) => edit),
      ...(rewrite.imports ?? []).map(({ edit }) => edit),
    ]);
    const isTouched = rewrite.edits.some((edit, index) =>
      edits.some(
        (other) => overlap(edit, other) && !(gives.has(index) && lines.has(other) && areInsertions(edit, other)),
      ),
    );
    if (isTouched || readsWhatGoes(rewrite, made, textOf)) continue;
    const isNew = (edit: Edit) => !edits.some((other) => same(edit, other));
    // All that it replaces is replaced by the same already: a name for it would be read nowhere.
    const changes = rewrite.edits.filter((_, index) => !gives.has(index));
    if (changes.length > 0 && !changes.some(isNew)) {
      made.push(rewrite);
      continue;
    }
    const renamed = renameClashing(rewrite, { edits, names }, textOf);
    // What reads a name that is another one now is no longer the same as what was made.
    const isOther = (edit: Edit, index: number) => !gives.has(index) && edits.some((other) => overlap(edit, other));
    if (renamed.edits.some(isOther)) continue;
    for (const [index, edit] of renamed.edits.entries()) {
      const list = rewrite.imports?.find((each) => each.edit === index)?.names;
      if (edits.some((other) => same(edit, other)) || (list !== undefined && join({ edits, lists, lines }, edit, list)))
        continue;
      edits.push(edit);
      if (list !== undefined) lists.set(edit, list);
      if (gives.has(index)) lines.add(edit);
    }
    names.push(...renamed.names);
    made.push(rewrite);
  }
  return { edits, made: made.length };
}

function widestFirst(rewrites: readonly Rewrite[]): readonly Rewrite[] {
  const isPart = (rewrite: Rewrite) => rewrites.some((other) => isWithin(rewrite, other) && !isWithin(other, rewrite));
  const parts = new Set(rewrites.filter(isPart));
  return [...rewrites.filter((each) => !parts.has(each)), ...parts];
}

/** Whether all code that a rewrite replaces is replaced by another one, too. */
function isWithin(rewrite: Rewrite, other: Rewrite): boolean {
  const replaced = rewrite.edits.filter(({ start, end }) => start < end);
  return (
    replaced.length > 0 &&
    replaced.every(({ cell, start, end }) =>
      other.edits.some((edit) => edit.cell === cell && edit.start <= start && end <= edit.end),
    )
  );
}

/** Adds what an edit imports to what another one imports of the same module, if there is one. */
function join(
  { edits, lists, lines }: { edits: Edit[]; lists: Map<Edit, number>; lines: Set<Edit> },
  { text, ...place }: Edit,
  start: number,
): boolean {
  const at = edits.findIndex(
    (other) =>
      lists.get(other) === start &&
      same({ ...place, text: '' }, { ...other, text: '' }) &&
      other.text.startsWith(text.slice(0, start)),
  );
  if (at < 0) return false;
  const before = edits[at]!;
  const names = new Set([before, { text }].flatMap((each) => each.text.slice(start).split(', ')));
  const joined = { ...before, text: text.slice(0, start) + [...names].sort().join(', ') };
  edits[at] = joined;
  lists.delete(before);
  lists.set(joined, start);
  lines.add(joined);
  return true;
}

/** A name that an edit gives, and how far it can be seen. */
interface Reach {
  readonly name: string;
  readonly cell: number;
  readonly start: number;
  readonly end: number;
  /** Outside of functions all cells of a notebook share it. */
  readonly isGlobal: boolean;
}

function renameClashing(
  { edits, names = [] }: Rewrite,
  taken: { readonly edits: readonly Edit[]; readonly names: readonly Reach[] },
  textOf: (cell: number) => string | undefined,
): { readonly edits: readonly Edit[]; readonly names: readonly Reach[] } {
  let renamed = edits;
  const reaches: Reach[] = [];
  // A line that speaks of another of the names stands after the line that gives it.
  for (const name of [...names].sort((a, b) => a.edit - b.edit)) {
    const reach = reachOf(name, edits);
    // The same line, of a value that both name: as it reads now, since it may speak of a name that has another number here.
    const giving = renamed[name.edit]!;
    const isShared = taken.edits.some((edit) => same(edit, giving));
    const isTaken = (wish: string) =>
      [...taken.names, ...reaches].some((other) => other.name === wish && meet(other, reach));
    if (isShared || !isTaken(name.name)) {
      reaches.push(reach);
      continue;
    }
    const text = reach.isGlobal ? edits.map(({ cell }) => textOf(cell) ?? '').join('\n') : textOf(reach.cell);
    const isWritten = (wish: string) =>
      wordIn(wish).test((text ?? '').slice(...(reach.isGlobal ? [0] : [reach.start, reach.end]))) ||
      renamed.some((edit) => wordIn(wish).test(edit.text));
    const other = freshName(name, (wish) => isTaken(wish) || isWritten(wish));
    renamed = renamed.map((edit) =>
      reach.isGlobal || (edit.cell === reach.cell && reach.start <= edit.start && edit.end <= reach.end)
        ? { ...edit, text: edit.text.replace(wordIn(name.name), other) }
        : edit,
    );
    reaches.push({ ...reach, name: other });
  }
  return { edits: renamed, names: reaches };
}

function freshName({ name, numbered }: GivenName, isTaken: (wish: string) => boolean): string {
  const stem = numbered === '_' ? name.replace(/_\d+$/, '') : name.replace(/\d+$/, '');
  for (let n = 2; ; n++) if (!isTaken(`${stem}${numbered}${n}`)) return `${stem}${numbered}${n}`;
}

function reachOf({ name, edit, before, after }: GivenName, edits: readonly Edit[]): Reach {
  const { cell, start, end } = edits[edit]!;
  const isGlobal = before === undefined || after === undefined;
  return { name, cell, start: start - (before ?? 0), end: end + (after ?? 0), isGlobal };
}

function meet(a: Reach, b: Reach): boolean {
  if (a.isGlobal || b.isGlobal) return a.isGlobal && b.isGlobal;
  return a.cell === b.cell && a.start < b.end && b.start < a.end;
}

function same(a: Edit, b: Edit): boolean {
  return a.cell === b.cell && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Whether two edits touch the same text. Equal ones (one import that two rewrites add) do not count. */
function overlap(a: Edit, b: Edit): boolean {
  if (a.cell !== b.cell || same(a, b)) return false;
  // Two different insertions at one place would stand in an order that nobody chose.
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && areInsertions(a, b));
}

function areInsertions(a: Edit, b: Edit): boolean {
  return a.start === a.end && b.start === b.end;
}
