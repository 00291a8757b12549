// Programs that nobody wrote and that run: a function of two vectors around exponentials, sums and logarithms, put together by a list of
// choices. It returns values, and leaves others in a list, an attribute and its arguments, so that all that a rewrite may change is seen.
import type { LanguageId } from '../../../../src/analysis/index.ts';

/** Names that stand for something at a place: v in a loop over a vector, i in one over its indices. */
interface Scope {
  readonly v?: boolean;
  readonly i?: boolean;
}

interface Style {
  readonly mathematics: string;
  readonly end: string;
  readonly sum: (x: string) => string;
  readonly max: (x: string) => string;
  readonly exp: (x: string) => string;
  readonly times: (x: string, y: string) => string;
  readonly over: (x: string, s: string) => string;
  readonly less: (x: string, s: string) => string;
  readonly each: (x: string, of: (v: string) => string) => string;
  readonly logs: (x: string) => string;
  readonly where: (x: string, s: string, y: string) => string;
  readonly choice: (condition: string, yes: string, no: string) => string;
  readonly append: (value: string) => string;
  readonly changes: readonly (readonly [target: string, operator: string])[];
  readonly block: (kind: 'each' | 'count' | 'if', head: string, body: readonly string[]) => readonly string[];
  readonly program: (body: readonly string[], values: readonly string[]) => string;
}

/** Two ways to one number are not told apart by how they are rounded. */
const margin = 0.001;
const isAbove = (a: string, b: string) => `${a} > ${b} + ${margin}`;

const bracketed = (x: string) => (/^\w+$/.test(x) ? x : `(${x})`);
const indented = (indent: string, lines: readonly string[]) => lines.map((line) => indent + line);

const python: Style = {
  mathematics: 'np',
  end: '',
  sum: (x) => `np.sum(${x})`,
  max: (x) => `np.max(${x})`,
  exp: (x) => `np.exp(${x})`,
  times: (x, y) => `${bracketed(x)} * ${bracketed(y)}`,
  over: (x, s) => `${bracketed(x)} / ${s}`,
  less: (x, s) => `(${x} - ${s})`,
  each: (x, of) => `np.array([${of('v')} for v in ${x}])`,
  logs: (x) => `np.log(${x})`,
  where: (x, s, y) => `np.where(${x} > ${s}, ${x}, ${y})`,
  choice: (condition, yes, no) => `(${yes} if ${condition} else ${no})`,
  append: (value) => `seen.append(${value})`,
  changes: [
    ['e', '/='],
    ['e', '*='],
    ['e', '-='],
  ],
  block: (kind, head, body) => {
    const line = { each: `for v in ${head}:`, count: `for i in range(len(${head})):`, if: `if ${head}:` };
    return [line[kind], ...indented('    ', body)];
  },
  program: (body, values) =>
    `import numpy as np\n\nseen = []\n\n\ndef g(a):\n    return a * 0.5\n\n\ndef f(x, y, o):\n${indented('    ', [
      ...body,
      `return (${values.join(', ')},)`,
    ]).join('\n')}\n`,
};

const javascript: Style = {
  mathematics: 'Math',
  end: ';',
  sum: (x) => `${bracketed(x)}.reduce((a, b) => a + b, 0)`,
  max: (x) => `Math.max(...${bracketed(x)})`,
  exp: (x) => `${bracketed(x)}.map((v) => Math.exp(v))`,
  times: (x, y) => `${bracketed(x)}.map((v, j) => v * ${bracketed(y)}[j])`,
  over: (x, s) => `${bracketed(x)}.map((v) => v / ${s})`,
  less: (x, s) => `${bracketed(x)}.map((v) => v - ${s})`,
  each: (x, of) => `${x}.map((v) => ${of('v')})`,
  logs: (x) => `${bracketed(x)}.map(Math.log)`,
  where: (x, s, y) => `${bracketed(x)}.map((v, j) => (v > ${s} ? v : ${bracketed(y)}[j]))`,
  choice: (condition, yes, no) => `(${condition} ? ${yes} : ${no})`,
  append: (value) => `seen.push(${value});`,
  changes: [['t', '+=']],
  block: (kind, head, body) => {
    const line = {
      each: `for (const v of ${head}) {`,
      count: `for (let i = 0; i < ${head}.length; i++) {`,
      if: `if (${head}) {`,
    };
    return [line[kind], ...indented('  ', body), '}'];
  },
  program: (body, values) =>
    `const seen = [];\n\nfunction g(a) {\n  return a.map((v) => v * 0.5);\n}\n\nfunction f(x, y, o) {\n${indented(
      '  ',
      [...body, `return [${values.join(', ')}];`],
    ).join('\n')}\n}\n`,
};

/** @param choices - numbers that decide; where they end, the simplest is taken */
export function runnableProgram(language: LanguageId, choices: readonly number[]): string {
  const style = language === 'python' ? python : javascript;
  const { mathematics: math, end, sum, max, exp, times, over } = style;
  let at = 0;
  const pick = (count: number) => (choices[at++] ?? 0) % count;
  const one = <T>(of: readonly T[]): T => of[pick(of.length)]!;

  const number = (depth: number, scope: Scope): string => {
    const ofLoops = [...(scope.v ? ['v'] : []), ...(scope.i ? ['e[i]', 'x[i]', 'y[i]'] : [])];
    const known = ['s', 'm', 't', 'x[0]', '0.5', '2', 'y[1]', ...ofLoops];
    if (depth <= 0) return one(known);
    const next = () => number(depth - 1 - pick(2), scope);
    return one([
      () => one(known),
      () => `${math}.exp(${next()})`,
      () => `${math}.log(${one(['s', sum('e'), sum(exp('x'))])})`,
      () => sum(one(['e', exp('x'), times('e', 'y')])),
      () => sum(vector(depth - 1, scope)),
      () => max('x'),
      () => `${next()} / (1 + ${math}.abs(${next()}))`,
      () => `(${next()} - ${next()})`,
      () => `(${next()} + ${next()})`,
      () => `${next()} * ${next()}`,
      () => `${sum(times('e', one(['x', 'y'])))} / s`,
      () => style.choice(isAbove(next(), next()), next(), next()),
      () => (scope.i ? one(['e[i] / s', 'p[i]', `${math}.exp(x[i])`, `${math}.log(e[i] / s)`]) : sum('p')),
    ])();
  };
  const vector = (depth: number, scope: Scope): string => {
    const known = ['x', 'y', 'e', 'p'] as const;
    if (depth <= 0) return one(known);
    const next = () => vector(depth - 1 - pick(2), scope);
    return one([
      () => one(known),
      () => exp(one(['x', 'y'])),
      () => over(next(), 's'),
      () => style.less(next(), number(depth - 1, scope)),
      () => times(next(), one(known)),
      () => style.where(next(), `${number(depth - 1, scope)} + ${margin}`, one(known)),
      () => style.each(one(known), (v) => one([v, `${math}.exp(${v})`, `${v} / s`, `${math}.exp(${v}) / s`])),
      () => `g(${next()})`,
      () => style.logs(one(['p', over('e', 's'), 'e'])),
    ])();
  };
  const set = (name: string, value: string, operator = '=') => `${name} ${operator} ${value}${end}`;
  const statement = (depth: number, scope: Scope): readonly string[] => {
    const simple: readonly (() => string)[] = [
      () => set('e', one([exp('x'), vector(2, scope)])),
      () => set('s', one([sum('e'), sum(exp('x')), number(2, scope)])),
      () => set('p', one([over('e', 's'), over('e', sum('e')), vector(2, scope)])),
      () => set('m', one([max('x'), number(1, scope)])),
      () => set('t', number(2, scope), one(['+=', '-=', '='])),
      () => {
        const [target, operator] = one(style.changes);
        return set(target, one(['s', 'm', sum('e')]), operator);
      },
      () => set('s', number(1, scope), '+='),
      () => style.append(one(['e', 's', 't', number(2, scope)])),
      () => set('o.h', one(['e', 's', vector(1, scope), number(1, scope)])),
      () =>
        scope.i
          ? set(one(['e[i]', 'p[i]', 'x[i]']), one([`${math}.exp(x[i])`, 'e[i] / s', number(2, scope)]))
          : set('t', `${math}.log(s)`),
      () => set('t', one([`x[0] - ${math}.log(s)`, `${math}.log(p[1])`, `${math}.log(e[1] / s)`]), '+='),
      () => set('s', scope.v ? `${math}.exp(${one(['v', 'v - m'])})` : sum('e'), scope.v ? '+=' : '='),
      () => set(one(['x', 'y']), one([style.less('x', 'm'), vector(1, scope)])),
    ];
    const inner = (more: Scope) => statements(depth - 1, { ...scope, ...more });
    switch (pick(depth > 0 ? simple.length + 5 : simple.length)) {
      case simple.length:
        return style.block('each', one(['x', 'e', 'y']), inner({ v: true }));
      case simple.length + 1:
      case simple.length + 2:
        return style.block('count', 'x', inner({ i: true }));
      case simple.length + 3:
      case simple.length + 4:
        return style.block('if', isAbove(number(1, scope), number(0, scope)), inner({}));
      default:
        return [one(simple)()];
    }
  };
  const statements = (depth: number, scope: Scope): readonly string[] =>
    Array.from({ length: 1 + pick(3) }, () => statement(depth, scope)).flat();
  const first = (name: string, value: string) => `${end && 'let '}${name} = ${value}${end}`;
  const body = [
    first('e', one([exp('x'), exp('x'), style.less('x', '1')])),
    first('s', one([sum('e'), sum('e'), '0.0'])),
    first('m', one([max('x'), '0.0'])),
    first('t', '0.0'),
    first('p', one([over('e', 's'), style.less('x', '2')])),
    ...statements(2, {}),
    ...statements(2, {}),
  ];
  const values = Array.from({ length: 1 + pick(3) }, () => one(['e', 's', 't', 'p', 'm', number(1, {})]));
  return style.program(body, values);
}
