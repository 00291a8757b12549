/** x ** (1 / T), pow(x, 1 / T): a power that a temperature may stand in, as code writes it in any of the languages. */
const reciprocalPower =
  /(?:\*\*|(?<!\w)pow(?:er)?[\s(][\s\S]{0,200}?,)[\s(\\]*1(?:\.0*)?[\s)\\]*\/[\s(\\]*(?![\d\s(\\/])/;

export function holdsReciprocalPower(code: string): boolean {
  return reciprocalPower.test(code);
}
