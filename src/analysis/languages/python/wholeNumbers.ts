// Logarithms of which only a whole number is taken, or that are taken of one, told from the text around them.
import { letter } from './names.ts';

const name = `[${letter}]+`;
/** What rounds right around the name that ends a text. */
const wrapped = new RegExp(`(?<![${letter}])(?:int|ceil|_ceil|floor)\\(\\s*(?:${name}\\.)*${name}$`);
/** What a call is given where that is the length of something. */
const length = new RegExp(`^\\(\\s*len\\(\\s*(?:${name}\\.)*${name}\\s*\\)\\s*[,)]`);

/** Whether all that is taken of what the dotted name before a place gives is a whole number: int(math.log(n)). */
export function isWhole(code: string, end: number): boolean {
  const before = code.slice(Math.max(0, end - 100), end);
  return wrapped.test(before);
}

/** @param behind - what stands behind the name of the logarithm */
export function isOfLength(behind: string): boolean {
  return length.test(behind);
}
