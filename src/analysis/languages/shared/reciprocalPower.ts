/** What may stand between two parts of an expression: blanks, comments, the ends of lines, brackets, of any of the languages. */
export const gap = String.raw`(?:[\s(\\)]|(?:#|//)[^\n\r]{0,200}[\n\r]|/\*(?:(?!\*/)[\s\S]){0,200}\*/)*`;

/** x ** (1 / T), pow(x, 1 / T), p ** (-1 / n): a power that a temperature may stand in, or a perplexity, as code writes it in any of the languages. */
const reciprocalPower = new RegExp(
  String.raw`(?:\*\*|(?<!\w)pow(?:er)?(?:\s|\(|#|/)[\s\S]{0,200}?,)GAP-?GAP1(?:\.0*)?GAP\/GAP(?![\d\s(\\/])`.replaceAll(
    'GAP',
    gap,
  ),
);

export function holdsReciprocalPower(code: string): boolean {
  return reciprocalPower.test(code);
}
