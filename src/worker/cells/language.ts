// The cell language: mathjs's expressions over an allow-list of names. Nothing else can be named in a cell, so nothing in
// a cell reaches mathjs's own settings, its parser, or JavaScript.
import { type FactoryFunctionMap, type MathJsInstance, type MathNode, create } from 'mathjs';
import { elementwise } from './elementwise.ts';
import { exactComparisons } from './comparisons.ts';
import * as dependencies from './vocabulary.ts';

const constants = ['pi', 'tau', 'e', 'phi', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2', 'Infinity', 'NaN'];

const functions = [
  ...['abs', 'add', 'cbrt', 'ceil', 'cube', 'divide', 'dotDivide', 'dotMultiply', 'dotPow', 'exp', 'expm1', 'fix'],
  ...['floor', 'hypot', 'log', 'log10', 'log1p', 'log2', 'mod', 'multiply', 'norm', 'nthRoot', 'pow', 'round', 'sign'],
  ...['sqrt', 'square', 'subtract', 'unaryMinus', 'unaryPlus'],
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cos', 'cosh', 'sin', 'sinh', 'tan', 'tanh'],
  ...['column', 'concat', 'count', 'cross', 'ctranspose', 'cumsum', 'det', 'diag', 'diff', 'dot', 'filter', 'flatten'],
  ...['identity', 'index', 'inv', 'kron', 'map', 'matrix', 'ones', 'range', 'reshape', 'resize', 'row', 'size', 'sort'],
  ...['squeeze', 'subset', 'trace', 'transpose', 'zeros'],
  ...['mad', 'max', 'mean', 'median', 'min', 'prod', 'quantileSeq', 'std', 'sum', 'variance'],
  ...['combinations', 'erf', 'factorial', 'gamma', 'lgamma'],
  ...['and', 'not', 'or', 'xor', 'equal', 'larger', 'largerEq', 'smaller', 'smallerEq', 'unequal'],
  ...['isFinite', 'isNaN', 'typeOf'],
];

/** What syntax trees need by this name, and no cell may use. */
export const reservedName = 'config';

/** `predictable`: what has no real result is NaN, as in floating point, and not a complex number. */
export const math: MathJsInstance = create(withoutUnits(dependencies), { predictable: true });

// What a cell sees; mathjs puts there all it was given, its parser and its settings among it.
const visible = (math as unknown as { expression: { mathWithTransform: Record<string, unknown> } }).expression
  .mathWithTransform;

elementwise(math);
Object.assign(visible, exactComparisons(math));
for (const name of Object.keys(visible)) {
  if (!functions.includes(name) && !constants.includes(name)) Reflect.deleteProperty(visible, name);
}
// Syntax trees look up here whether [1, 2] is a matrix.
visible[reservedName] = Object.freeze({ matrix: 'Matrix' });

/** Adds functions of our own to what a cell can call. */
export function addFunctions(own: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>): void {
  Object.assign(visible, own);
  functions.unshift(...Object.keys(own));
}

/** All that a cell can name beside its own variables, ours first. */
export const builtinNames = (): { readonly functions: readonly string[]; readonly constants: readonly string[] } => ({
  functions,
  constants,
});

/** The name of a function that cells find there, or undefined. */
export const builtinName = (value: unknown): string | undefined => functions.find((name) => visible[name] === value);

export const builtinFunction = (name: string): unknown => (functions.includes(name) ? visible[name] : undefined);

/** A single expression or assignment. @throws mathjs's SyntaxError, whose `char` is the place, counted from 1. */
export const parse = (source: string): MathNode => math.parse(source);

/** Units would make a value of every misspelt variable: `m`, `s`, `cm`. */
function withoutUnits(all: object): FactoryFunctionMap {
  const kept = Object.entries(all).filter(([name]) => name !== 'UnitDependencies');
  return Object.fromEntries(
    kept.map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'object' && value ? withoutUnits(value) : value,
    ]),
  ) as FactoryFunctionMap;
}
