// Computations that leave some values open, and all they may come to.

/** Gives one of the options: the first one in the first outcome. */
export type Choose = (options: readonly number[]) => number;

/** The result for every way to choose, in turn. */
export function* outcomes<T>(run: (choose: Choose) => T): Generator<T> {
  const path: { chosen: number; readonly count: number }[] = [];
  do {
    let depth = 0;
    yield run((options) => {
      const choice = (path[depth++] ??= { chosen: 0, count: options.length });
      return options[choice.chosen]!;
    });
    while (path.length > 0 && path.at(-1)!.chosen + 1 === path.at(-1)!.count) path.pop();
    if (path.length > 0) path.at(-1)!.chosen++;
  } while (path.length > 0);
}

/** Where the outcomes of a vector lie, one by one. */
export interface Range {
  /** Of the first outcome. */
  readonly own: number;
  readonly least: number;
  readonly greatest: number;
  /** Whether an outcome is NaN. */
  readonly nan: boolean;
}

export function ranges(run: (choose: Choose) => Float64Array): Range[] {
  const all = [...outcomes(run)];
  return Array.from(all[0]!, (own, i) => {
    const numbers = all.map((values) => values[i]!).filter((value) => !Number.isNaN(value));
    const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
    const greatest = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
    return { own, least, greatest, nan: numbers.length < all.length };
  });
}

/** Whether the value may differ from the first outcome. */
export function isOpen({ own, least, greatest, nan }: Range): boolean {
  return Number.isNaN(own) ? least <= greatest : nan || least !== greatest;
}

/** The bits of the only outcome, or a value between those that there may be. */
export function admits(range: Range, value: number): boolean {
  if (!isOpen(range)) return Object.is(value, range.own);
  return Number.isNaN(value) ? range.nan : value >= range.least && value <= range.greatest;
}
