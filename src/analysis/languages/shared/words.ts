/** The words of some code that can be names, letters of any script in them; those in strings and comments are among them. */
export function wordsOf(code: string): ReadonlySet<string> {
  return new Set(code.match(/[\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{M}\p{N}\p{Pc}$\u200c\u200d]*/gu));
}
