// Programs that nobody wrote: functions, loops, branches and changes in place around exponentials and logarithms, put together by a
// list of choices. They parse, and are what no fixture thinks of.
import type { LanguageId } from '../../../../src/analysis/index.ts';

/** How one language writes what a program is made of. */
interface Style {
  readonly head: string;
  readonly indent: string;
  readonly map: Readonly<Record<'exp' | 'log', (x: string) => string>>;
  readonly reduce: Readonly<Record<'sum' | 'max', (x: string) => string>>;
  readonly each: (x: string, of: (v: string) => string) => string;
  readonly where: (condition: string, yes: string, no: string) => string;
  readonly assign: (name: string, value: string) => string;
  readonly set: (target: string, operator: string, value: string) => string;
  readonly append: (list: string, value: string) => string;
  readonly give: (value: string) => string;
  readonly block: (kind: 'for' | 'if' | 'while' | 'count', head: string, body: readonly string[]) => readonly string[];
  readonly otherwise: (body: readonly string[]) => readonly string[];
  readonly define: (name: string, parameters: readonly string[], body: readonly string[]) => readonly string[];
}

const indented = (indent: string, lines: readonly string[]) => lines.map((line) => indent + line);

const python: Style = {
  head: 'import math\nimport numpy as np\n',
  indent: '    ',
  map: { exp: (x) => `np.exp(${x})`, log: (x) => `np.log(${x})` },
  reduce: { sum: (x) => `np.sum(${x}, axis=-1, keepdims=True)`, max: (x) => `np.max(${x}, axis=-1, keepdims=True)` },
  each: (x, of) => `[${of('v')} for v in ${x}]`,
  where: (condition, yes, no) => `np.where(${condition}, ${yes}, ${no})`,
  assign: (name, value) => `${name} = ${value}`,
  set: (target, operator, value) => `${target} ${operator}= ${value}`,
  append: (list, value) => `${list}.append(${value})`,
  give: (value) => `return ${value}`,
  block: (kind, head, body) => {
    const line = {
      for: `for v in ${head}:`,
      count: `for i in range(len(${head})):`,
      if: `if ${head}:`,
      while: `while ${head}:`,
    };
    return [line[kind], ...indented('    ', body)];
  },
  otherwise: (body) => ['else:', ...indented('    ', body)],
  define: (name, parameters, body) => [`def ${name}(${parameters.join(', ')}):`, ...indented('    ', body), '', ''],
};

const javascript: Style = {
  head: '',
  indent: '  ',
  map: { exp: (x) => `Math.exp(${x})`, log: (x) => `Math.log(${x})` },
  reduce: { sum: (x) => `${x}.reduce((p, q) => p + q, 0)`, max: (x) => `Math.max(...${x})` },
  each: (x, of) => `${x}.map((v) => ${of('v')})`,
  where: (condition, yes, no) => `(${condition} ? ${yes} : ${no})`,
  assign: (name, value) => `let ${name} = ${value};`,
  set: (target, operator, value) => `${target} ${operator}= ${value};`,
  append: (list, value) => `${list}.push(${value});`,
  give: (value) => `return ${value};`,
  block: (kind, head, body) => {
    const line = {
      for: `for (const v of ${head}) {`,
      count: `for (let i = 0; i < ${head}.length; i++) {`,
      if: `if (${head}) {`,
      while: `while (${head}) {`,
    };
    return [line[kind], ...indented('  ', body), '}'];
  },
  otherwise: (body) => ['else {', ...indented('  ', body), '}'],
  define: (name, parameters, body) => [
    `function ${name}(${parameters.join(', ')}) {`,
    ...indented('  ', body),
    '}',
    '',
  ],
};

const styles: Partial<Record<LanguageId, Style>> = { python, javascript };

/** @param choices - numbers that decide; where they end, the simplest is taken */
export function programOf(language: LanguageId, choices: readonly number[]): string {
  const style = styles[language];
  if (!style) throw new Error(`There is no style of ${language}.`);
  let at = 0;
  const pick = (count: number) => (choices[at++] ?? 0) % count;
  const one = <T>(of: readonly T[]): T => of[pick(of.length)]!;
  const names = ['x', 'y', 'e', 's', 't', 'm', 'p'] as const;
  const { exp, log } = style.map;
  const { sum, max } = style.reduce;

  const value = (depth: number): string => {
    if (depth <= 0) return one([...names, 'x[0]', 'e[i]', 'x[i]', 'v', '1', '0.5', '1e-9', 'self.h']);
    const next = () => value(depth - 1 - pick(2));
    return one([
      () => one(names),
      () => exp(next()),
      () => exp('x'),
      () => exp('v - m'),
      () => log(next()),
      () => log('s'),
      () => sum(`(${next()})`),
      () => sum('e'),
      () => max('x'),
      () => 'e / s',
      () => `${next()} / (${next()})`,
      () => `(${next()} - ${next()})`,
      () => `(${next()} + ${next()})`,
      () => `(${next()}) * ${next()}`,
      () => `-(${next()})`,
      () => style.where(`${next()} > ${next()}`, next(), next()),
      () => style.each(one(['x', 'y', 'e']), (v) => one([() => exp(v), () => `${v} / s`, next])()),
      () => `${one(['f', 'g', 'self.f'])}(${next()})`,
    ])();
  };
  const statements = (depth: number): readonly string[] =>
    Array.from({ length: 1 + pick(3) }, () => statement(depth)).flat();
  const simple: readonly (() => string)[] = [
    () => style.set('s', '+', one([exp('v'), exp('x[i]'), exp('x[i] - m'), 'e[i]', exp(value(1))])),
    () => style.set('e', '', one([exp('x'), exp('x - m'), style.each('x', exp), 'e / s'])),
    () =>
      style.set(
        one(['e[i]', 'p[i]', 'x[i]']),
        '',
        one([exp('x[i]'), 'e[i] / s', `${exp('x[i]')} / s`, log('e[i] / s')]),
      ),
    () => style.set(one(['e', 'p', 'e[i]']), one(['/', '*', '-']), one(['s', 'm', 'y', sum('e')])),
    () => style.set('s', '', one([sum('e'), sum(exp('x')), `${sum('e')} + 1e-9`])),
    () => style.set('m', '', one([max('x'), style.where('v > m', 'v', 'm'), '0'])),
    () => style.set('t', one(['+', '-']), one([`v - ${log('s')}`, log('p'), log('e[i] / s'), value(1)])),
    () => style.append(one(['y', 'p']), one([exp('v'), `${exp('v')} / s`, log('s'), value(1)])),
    () => style.set(one(names), one(['', '+', '-', '*', '/']), value(2)),
    () => style.set('self.h', one(['', '+']), value(2)),
  ];
  const statement = (depth: number): readonly string[] => {
    const kind = pick(depth > 0 ? 10 : 6);
    switch (kind) {
      case 6:
        return style.block('for', one(['x', 'y', 'e']), statements(depth - 1));
      case 7:
        return style.block('count', one(['x', 'e']), statements(depth - 1));
      case 8: {
        const condition = one(['v > m', 's > 0', 'self.h', `${value(1)} > ${value(0)}`]);
        const yes = style.block('if', condition, statements(depth - 1));
        return pick(2) === 0 ? yes : [...yes, ...style.otherwise(statements(depth - 1))];
      }
      case 9:
        return style.block('while', one(['s > 1', 'v > m']), statements(depth - 1));
      default:
        return [one(simple)()];
    }
  };
  const define = (name: string): readonly string[] =>
    style.define(name, one([['x'], ['x', 'y'], ['self', 'x'], ['x', 's', 'e']]), [
      style.assign('e', one([exp('x'), style.each('x', exp), exp('x - y'), '[]'])),
      style.assign('s', one([sum('e'), '0', sum(exp('x'))])),
      style.assign('m', one([max('x'), '0', '-1e9'])),
      style.assign('t', '0'),
      style.assign('p', one(['e / s', '[]', style.each('e', (v) => `${v} / s`)])),
      ...statements(2),
      ...statements(2),
      style.give(one(['p', 't', log('p'), 'e / s', `-${log('s')}`, value(3)])),
    ]);
  return `${style.head}\n${[...define('f'), ...define('g'), ...define('h')].join('\n')}\n`;
}
