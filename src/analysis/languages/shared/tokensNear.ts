/** How much of a text around a place is looked at, with the comments and blanks in it. */
const around = 1_000;

/** (p), which is no call. */
const alone = /(?<![\p{L}\p{N}_$\])])\(([\p{L}\p{N}_$.]+(?:\[[^\][]{0,80}\])?)\)/gu;

/** The end of a statement: a line ends with a name, a number or a bracket, and the next one begins with a name. */
const ends = /(?<=[\p{L}\p{N}_$)\]])[^\S\n]*\n\s*(?=[\p{L}_$])/gu;

/**
 * The code around each place of a text that a pattern finds, without comments, blanks and parentheses around names and elements; places that are near each other together.
 * @param places - a pattern for all places
 * @param comments - what comments of the language look like
 */
export function* tokensNear(code: string, places: RegExp, comments: RegExp): Generator<string> {
  let seen = 0;
  for (const { index } of code.matchAll(places)) {
    if (index < seen) continue;
    const near = code.slice(Math.max(0, index - around), index + 2 * around);
    yield near
      .replace(comments, '')
      .replace(ends, ';')
      .replace(/[\s\\]+/g, '')
      .replace(alone, '$1')
      .replace(alone, '$1');
    seen = index + around;
  }
}
