// What somebody who wrote an unknown name may have meant.

export interface KnownNames {
  readonly functions: readonly string[];
  readonly values: readonly string[];
}

/** What to say of a name that is not known, with those that are and could stand in its place. */
export function describeUnknown(kind: 'symbol' | 'function', name: string, known: KnownNames): string {
  const isFunction = kind === 'function';
  const meant = closest(name, isFunction ? known.functions : [...known.values, ...known.functions]);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  const all = (isFunction ? known.functions : known.values).join(', ');
  return `There is no ${isFunction ? 'function' : 'variable'} "${name}".${hint} There is: ${all}.`;
}

/** The known name that is closest to `name`, if one is close: underscores and case aside, or up to a third of it misspelt. */
export function closest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.replaceAll(/[_-]/g, '').toLowerCase();
  const target = plain(name);
  let best: string | undefined;
  let least = Math.floor(target.length / 3) + 1;
  for (const candidate of known) {
    const distance = editDistance(target, plain(candidate));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein's: insertions, deletions and replacements of characters. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
