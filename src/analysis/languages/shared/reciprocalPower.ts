/** x ** (1 / T), pow(x, 1 / T): a power that a temperature may stand in, as code writes it in any of the languages. */
const reciprocalPower = new RegExp(
  String.raw`(?:\*\*|(?<!\w)pow(?:er)?(?:\s|\(|#|/)[\s\S]{0,200}?,)GAP1(?:\.0*)?GAP\/GAP(?![\d\s(\\/])`.replaceAll(
    'GAP',
    // Blanks, comments, the ends of lines, brackets.
    String.raw`(?:[\s(\\)]|(?:#|//)[^\n\r]{0,200}[\n\r]|/\*(?:(?!\*/)[\s\S]){0,200}\*/)*`,
  ),
);

export function holdsReciprocalPower(code: string): boolean {
  return reciprocalPower.test(code);
}
