/** Logits for fixtures by the kind of input they take: some units large, and some hundreds or thousands. */
export function inputsFor(kind: string): Readonly<Record<'benign' | 'extreme', unknown>> {
  const vector = (scale: number) => [0.5, -1.25, 2, 0.75, -0.3, 1.1].map((x) => x * scale);
  const matrix = (scale: number) =>
    [0, 1, 2, 3].map((row) => vector(scale).map((_, column) => Math.sin(1 + 7 * row + 3 * column) * 2 * scale));
  const make = kind === 'vector' || kind === 'list' ? vector : matrix;
  return { benign: make(1), extreme: make(1000) };
}
