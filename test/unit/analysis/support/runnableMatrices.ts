// The same of matrices: a function of logits, weights and targets in NumPy, with sums and maxima along an axis, kept or put back in some
// way, and picks of the targets.

/** @param choices - numbers that decide; where they end, the simplest is taken */
export function runnableMatrices(choices: readonly number[]): string {
  let at = 0;
  const pick = (count: number) => (choices[at++] ?? 0) % count;
  const one = <T>(of: readonly T[]): T => of[pick(of.length)]!;
  const bracketed = (x: string) => (/^\w+$/.test(x) ? x : `(${x})`);
  const axis = () => one(['1', '-1']);
  const kept = (x: string) =>
    one([
      `np.sum(${x}, axis=${axis()}, keepdims=True)`,
      `${bracketed(x)}.sum(axis=${axis()}, keepdims=True)`,
      `${bracketed(x)}.sum(axis=1)[:, None]`,
      `np.sum(${x}, axis=1).reshape(-1, 1)`,
    ]);
  const dropped = (x: string) => one([`np.sum(${x}, axis=${axis()})`, `${bracketed(x)}.sum(axis=${axis()})`]);
  const largest = (x: string) =>
    one([`np.max(${x}, axis=1, keepdims=True)`, `${bracketed(x)}.max(axis=-1, keepdims=True)`]);
  const picked = (x: string) => `${bracketed(x)}[np.arange(len(y)), y]`;

  const matrix = (depth: number): string => {
    const known = ['x', 'w', 'e', 'p', 'z'] as const;
    if (depth <= 0) return one(known);
    const next = () => matrix(depth - 1 - pick(2));
    return one([
      () => one(known),
      () => `np.exp(${one(['x', 'z', 'x / 2', 'x - w'])})`,
      () => `${bracketed(next())} / ${one(['k', kept('e'), kept('np.exp(x)')])}`,
      () => `(${next()} - ${one(['k', 'm', largest('x')])})`,
      () => `${bracketed(next())} * ${one(known)}`,
      () => `(${next()} + ${next()})`,
      () => `np.where(w > 0, ${next()}, ${next()})`,
      () => `np.log(${one(['p', 'e / k', `e / ${kept('e')}`])})`,
      () => `${bracketed(next())} * (w > 0)`,
    ])();
  };
  const vector = (depth: number): string => {
    if (depth <= 0) return one(['v', 'q']);
    const next = () => vector(depth - 1 - pick(2));
    return one([
      () => one(['v', 'q']),
      () => dropped(matrix(depth - 1)),
      () => `np.log(${dropped(one(['e', 'np.exp(x)']))})`,
      () => picked(one(['p', 'x', 'e', 'z'])),
      () => `-np.log(${picked(one(['p', `e / ${kept('e')}`]))})`,
      () => `${dropped('e * w')} / ${one(['v', dropped('e')])}`,
      () => `(${next()} + ${next()})`,
      () => `(${next()} - ${next()})`,
      () => `-${dropped('p * np.log(p)')}`,
      () => `${one(['k', 'm'])}[:, 0]`,
    ])();
  };
  const statement = (depth: number, inRows: boolean): readonly string[] => {
    const simple: readonly (() => string)[] = [
      () => `e = ${one(['np.exp(x)', matrix(2)])}`,
      () => `k = ${one([kept('e'), kept('np.exp(x)'), largest('x')])}`,
      () => `p = ${one(['e / k', `e / ${kept('e')}`, matrix(2)])}`,
      () => `m = ${largest(one(['x', 'z']))}`,
      () => `z = ${one(['x - m', 'x * 2', matrix(1)])}`,
      () => `v = ${one([dropped('e'), vector(2)])}`,
      () => `q ${one(['=', '+=', '-='])} ${vector(2)}`,
      () => `e ${one(['/=', '*=', '-='])} ${one(['k', 'w', kept('e')])}`,
      () => `seen.append(${one(['e', 'k', 'q', vector(1)])})`,
      () => `o.h = ${one(['e', 'k', 'p', matrix(1), vector(1)])}`,
      () => `x = ${one(['x - m', 'x * 0.5', matrix(1)])}`,
      () => `e[${one(['0', ':, 0', 'w > 0'])}] = ${one(['0', '1.0', '0.5'])}`,
      () =>
        inRows
          ? `q[i] ${one(['=', '+='])} ${one(['np.log(p[i, y[i]])', 'np.log(np.sum(np.exp(x[i])))', '-np.log(e[i, y[i]] / np.sum(e[i]))'])}`
          : 'q = np.log(v)',
    ];
    const body = (rows: boolean) => statements(depth - 1, rows).map((line) => `    ${line}`);
    switch (pick(depth > 0 ? simple.length + 3 : simple.length)) {
      case simple.length:
      case simple.length + 1:
        return ['for i in range(len(y)):', ...body(true)];
      case simple.length + 2:
        return [`if ${one(['o.flag', 'q.sum() > 0.5137', 'k[0, 0] > 2.5179'])}:`, ...body(inRows)];
      default:
        return [one(simple)()];
    }
  };
  const statements = (depth: number, inRows: boolean): readonly string[] =>
    Array.from({ length: 1 + pick(3) }, () => statement(depth, inRows)).flat();
  const lines = [
    `e = ${one(['np.exp(x)', 'np.exp(x)', 'np.exp(x - w)', 'x * 1'])}`,
    `k = ${one([kept('e'), kept('e'), largest('x')])}`,
    `p = ${one(['e / k', `e / ${kept('e')}`])}`,
    `m = ${largest('x')}`,
    `z = ${one(['x * 1', 'x - m'])}`,
    `v = ${dropped('e')}`,
    `q = ${one(['x[:, 0] * 1', 'np.log(v)', `-np.log(${picked('p')})`])}`,
    ...statements(2, false),
    ...statements(2, false),
    `return (${one(['e', 'k', 'p', 'q', 'v', 'z'])}, ${one([() => vector(1), () => matrix(1)])()})`,
  ];
  return `import numpy as np\n\nseen = []\n\n\ndef f(x, w, y, o):\n${lines.map((line) => `    ${line}`).join('\n')}\n`;
}
