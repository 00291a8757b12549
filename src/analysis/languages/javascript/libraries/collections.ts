// Functions of libraries that take an array and a function of its items, where JavaScript itself has methods.

export interface CollectionFunction {
  /** A method of arrays, a reduction or both ends of what the function gives, or the item for which it gives the most or the least. */
  readonly does:
    'map' | 'forEach' | 'filter' | 'reduce' | 'sum' | 'mean' | 'max' | 'min' | 'extent' | 'zip' | 'largest' | 'least';
  /** Which argument is the array; of `zip` the first of them. */
  readonly array: number;
  /** Which one is the function; -1 is the last. */
  readonly callback: number;
  /** Which one a reduction starts with. */
  readonly start?: number;
}

type Table = Readonly<Record<string, CollectionFunction>>;

const arrayFirst = { array: 0, callback: 1 };
const arrayLast = { array: 1, callback: 0 };

const lodash: Table = {
  map: { does: 'map', ...arrayFirst },
  forEach: { does: 'forEach', ...arrayFirst },
  each: { does: 'forEach', ...arrayFirst },
  filter: { does: 'filter', ...arrayFirst },
  reduce: { does: 'reduce', ...arrayFirst, start: 2 },
  sumBy: { does: 'sum', ...arrayFirst },
  meanBy: { does: 'mean', ...arrayFirst },
  maxBy: { does: 'largest', ...arrayFirst },
  minBy: { does: 'least', ...arrayFirst },
  zipWith: { does: 'zip', array: 0, callback: -1 },
};

const ramda: Table = {
  map: { does: 'map', ...arrayLast },
  forEach: { does: 'forEach', ...arrayLast },
  filter: { does: 'filter', ...arrayLast },
  reduce: { does: 'reduce', array: 2, callback: 0, start: 1 },
  zipWith: { does: 'zip', ...arrayLast },
};

const d3: Table = {
  sum: { does: 'sum', ...arrayFirst },
  mean: { does: 'mean', ...arrayFirst },
  max: { does: 'max', ...arrayFirst },
  min: { does: 'min', ...arrayFirst },
  extent: { does: 'extent', ...arrayFirst },
  greatest: { does: 'largest', ...arrayFirst },
  least: { does: 'least', ...arrayFirst },
};

const mathjs: Table = {
  map: { does: 'map', ...arrayFirst },
  forEach: { does: 'forEach', ...arrayFirst },
  filter: { does: 'filter', ...arrayFirst },
};

const tables: Readonly<Record<string, Table>> = { lodash, ramda, d3, mathjs };

/** The function of that dotted name, if it is one of these. */
export function collectionFunction(path: string): CollectionFunction | undefined {
  const [library = '', name = '', ...more] = path.split('.');
  const table = more.length === 0 && Object.hasOwn(tables, library) ? tables[library]! : {};
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
