// Dotted names and lists of imports, as they are written.

/** What names are made of, as part of a class of characters. */
export const letter = '\\w\\x80-\\uffff';

/** One name. */
export const oneName = new RegExp(`^[${letter}]+$`);

/** White space in a line, and where it goes on in the next; so much of it is no code. */
export const gap = '(?:[ \\t\\f]|\\\\\\r?\\n){0,200}';

/** White space of any kind, also where a line goes on in the next. */
export const between = '(?:\\s|\\\\\\r?\\n)*';

/** Without white space and backslashes. */
export function joined(text: string): string {
  return text.replace(/[\s\\]/g, '');
}

/** What a list of imports names, and what that is called from then on. */
export function itemsOf(list: string): readonly { readonly imported: string; readonly alias: string | undefined }[] {
  return list.split(',').flatMap((item) => {
    const [imported = '', as, alias] = wordsOf(item);
    return imported === '' ? [] : [{ imported, alias: as === 'as' ? alias : undefined }];
  });
}

/** Parted by blanks, but for those around a dot. */
function wordsOf(item: string): readonly string[] {
  const words: string[] = [];
  let isOpen = false;
  for (const token of item.match(/\.|[^\s\\.]+/g) ?? []) {
    if ((isOpen || token === '.') && words.length > 0) words.push(words.pop()! + token);
    else words.push(token);
    isOpen = token === '.';
  }
  return words;
}

const isLetter = new RegExp(`[${letter}]`);

/** The parts of the dotted name that ends at a place, first to last; none where something else stands there. */
export function nameBefore(code: string, end: number): readonly string[] {
  const parts: string[] = [];
  for (let at = end; parts.length < 20;) {
    while (at > 0 && /[\s\\()]/.test(code[at - 1]!)) at--; // (np).exp, too
    const last = at;
    while (at > 0 && isLetter.test(code[at - 1]!)) at--;
    if (at === last) break;
    parts.unshift(code.slice(at, last));
    let before = at;
    while (before > 0 && /[\s\\]/.test(code[before - 1]!)) before--;
    if (code[before - 1] !== '.') break;
    at = before - 1;
  }
  return parts;
}
