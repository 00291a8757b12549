// Which pieces of a document are others than in the version before, and what by their heads alone may see that.
import type { Content, Statement } from './statements.ts';

export interface Changes {
  /** Pieces with other texts, and those that were not there. */
  readonly changed: ReadonlySet<number>;
  /** Pieces of the version before that are not there. */
  readonly gone: ReadonlySet<number>;
  /** Words of whoever may see of a function more than its body. */
  readonly words: ReadonlySet<string>;
  /** What other code speaks of that is another. */
  readonly spokenOf: ReadonlySet<string>;
  /** Whether something else may stand outside of functions. */
  readonly isOutside: boolean;
  /** Whether there are other imports. */
  readonly hasImports: boolean;
  /** Which number a piece of the version before has. */
  readonly numberOf: (before: number) => number | undefined;
}

/** Undefined where more of the document may be another than can be told. */
export function changesBetween(before: readonly Statement[], now: readonly Statement[]): Changes | undefined {
  const isSame = (a: Statement | undefined, b: Statement | undefined) =>
    a !== undefined && b !== undefined && a.content.id === b.content.id && a.cell === b.cell;
  const shorter = Math.min(before.length, now.length);
  let first = 0;
  while (first < shorter && isSame(before[first], now[first])) first += 1;
  let after = 0;
  while (after < shorter - first && isSame(before.at(-1 - after), now.at(-1 - after))) after += 1;
  const old = before.slice(first, before.length - after);
  const own = now.slice(first, now.length - after);
  const arePaired = old.length === own.length && old.every((each, index) => isKind(each, own[index]!));
  const pairs = old.map((each, index) => [each, arePaired ? own[index] : undefined] as const);
  const words = new Set<string>();
  let isOutside = !arePaired;
  const differing = [...pairs, ...(arePaired ? [] : own.map((each) => [each, undefined] as const))].filter(
    ([a, b]) => !isSame(a, b),
  );
  if (!differing.every(([a, b]) => a.content.isSimple && (b?.content.isSimple ?? true))) return undefined;
  if (!isSameList(heads(old), heads(own))) return undefined;
  for (const [{ content: a }, other] of differing) {
    const seen = wordsFor(a, other?.content);
    if (!seen) return undefined;
    for (const word of seen) words.add(word);
    if (!a.isDefinition || a.head !== other?.content.head) isOutside = true;
  }
  if (words.size > 0) addDerived(words, [...before, ...now]);
  const changed = new Set(own.flatMap((each, index) => (arePaired && isSame(old[index], each) ? [] : first + index)));
  const isImport = ([a, b]: (typeof differing)[number]) =>
    [a, b].some((each) => each?.content.words.has('import') === true && !each.content.isDefinition);
  const spoken = differing.flatMap(([a, b]) =>
    b && a.content.isDefinition ? [] : [...a.content.words, ...(b?.content.words ?? [])],
  );
  return {
    changed,
    gone: new Set(arePaired ? [] : old.map((_, index) => first + index)),
    words,
    spokenOf: new Set(spoken),
    isOutside,
    hasImports: differing.some(isImport),
    numberOf: (piece) => {
      if (piece < first) return piece;
      if (piece >= before.length - after) return piece + now.length - before.length;
      return arePaired ? piece : undefined;
    },
  };
}

/** Whether one can be taken for another version of the other. */
function isKind({ content: a, cell }: Statement, { content: b, cell: other }: Statement): boolean {
  return cell === other && a.isDefinition === b.isDefinition && a.ofClass?.name === b.ofClass?.name;
}

/** Who makes an object of a class calls what that has from another. */
function addDerived(words: Set<string>, statements: readonly Statement[]): void {
  const derived = new Map<string, Set<string>>();
  for (const { content } of statements) {
    for (const base of content.ofClass?.bases ?? [])
      derived.set(base, (derived.get(base) ?? new Set()).add(content.ofClass!.name));
  }
  for (const word of words) for (const name of derived.get(word) ?? []) words.add(name);
}

function heads(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap(({ content: { isDefinition, head } }) => (isDefinition || head === '' ? [] : head));
}

/** Who may see more of a function than its body; undefined if anybody may. */
function wordsFor(a: Content, b: Content | undefined): readonly string[] | undefined {
  // What other code leaves to others is seen when it has been lowered, but for what a class says that its objects have.
  if (!a.isDefinition) {
    const { ofClass } = a;
    return ofClass ? [ofClass.name, ...a.words, ...(b?.words ?? [])] : [];
  }
  const words: string[] = [];
  const isCalledOtherwise = a.head !== b?.head || !isSameList(a.calledBy ?? [], b.calledBy ?? []);
  if (isCalledOtherwise) {
    if (!a.calledBy || (b && !b.calledBy)) return undefined;
    words.push(...a.calledBy, ...(b?.calledBy ?? []));
  }
  const assigned = [new Set(a.assigned), new Set(b?.assigned ?? [])] as const;
  for (const name of [...assigned[0], ...assigned[1]]) {
    if (assigned[0].has(name) !== assigned[1].has(name)) words.push(...name.split('.').slice(1));
  }
  return words;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
