/**
 * The text with each control character replaced by its picture (U+2400 on): one line, and nothing that a file's name or
 * content could make a terminal do. Tabs stay. The length in UTF-16 units stays the same.
 */
export function printable(text: string): string {
  return text.replace(/(?!\t)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
  });
}
