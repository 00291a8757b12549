// How numbers and code stand in messages.

/** Four or five significant digits: 709.78, 88.723, 11.09. */
export function rounded(threshold: number): string {
  return threshold.toFixed(2);
}

/** How an exponent is called that is not written where it is spoken of. */
export const theExponent = 'the exponent';

const longest = 60;

/** Code on one line, cut where it gets long. */
export function shortened(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
