type Drawn = 'benign' | 'extreme' | 'masked' | 'empty' | 'infinite';

/**
 * Logits for fixtures by the kind of input they take: some units large, and some hundreds or thousands; some units, but for
 * one that is -inf, a row of nothing but -inf, or one that is inf. Infinite numbers are texts, since JSON has none.
 */
export function inputsFor(kind: string): Readonly<Record<Drawn, unknown>> {
  const vector = (scale: number) => [0.5, -1.25, 2, 0.75, -0.3, 1.1].map((x) => x * scale);
  const matrix = (scale: number) =>
    [0, 1, 2, 3].map((row) => vector(scale).map((_, column) => Math.sin(1 + 7 * row + 3 * column) * 2 * scale));
  const isRow = kind === 'vector' || kind === 'list';
  const make = isRow ? vector : matrix;
  type Row = readonly (number | string)[];
  const withRow = (change: (row: Row) => Row): unknown =>
    isRow ? change(vector(1)) : matrix(1).map((row, index) => (index === 2 ? change(row) : row));
  return {
    benign: make(1),
    extreme: make(1000),
    masked: withRow(([, ...rest]) => ['-inf', ...rest]),
    empty: withRow((row) => row.map(() => '-inf')),
    infinite: withRow(([first = 0, , ...rest]) => [first, 'inf', ...rest]),
  };
}
