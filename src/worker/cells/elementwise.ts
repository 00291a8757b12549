// exp, log and their like on vectors and matrices, element by element. mathjs wants map(x, exp) there.
import { type MathCollection, type MathJsInstance, type MathNumericType, isMatrix } from 'mathjs';

/** Those that mathjs does not take element by element itself, as it does log10. */
const names = [
  ...['exp', 'expm1', 'log', 'sqrt', 'cbrt', 'square', 'cube', 'gamma', 'lgamma'],
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'sin', 'sinh', 'tan', 'tanh'],
];

/** mathjs's `map` as it is: one function of as many elements as there are collections, broadcast. Its types know less. */
export type MapElements = (
  ...args: readonly [...MathCollection[], (...elements: MathNumericType[]) => unknown]
) => unknown;

export const isCollection = (value: unknown): value is MathCollection => Array.isArray(value) || isMatrix(value);

export const mapOf = (math: MathJsInstance): MapElements => {
  const { map } = math as unknown as { readonly map: MapElements };
  return map;
};

export function elementwise(math: MathJsInstance): void {
  const map = mapOf(math);
  const functions = math as unknown as Readonly<Record<string, (x: MathNumericType) => unknown>>;
  for (const name of names) {
    const ofElement = functions[name]!;
    math.import(
      { [name]: math.typed(name, { 'Array | Matrix': (x: MathCollection) => map(x, (v) => ofElement(v)) }) },
      {},
    );
  }
}
