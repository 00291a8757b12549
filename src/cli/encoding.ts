// In which encoding Python would read a file (PEP 263), and what Node calls it.

/** `utf-8`, `latin1` and `ascii` are decoded by hand; anything else is a label of the Encoding Standard. */
export type EncodingLabel = string;

const aliases: readonly (readonly [EncodingLabel, readonly string[]])[] = [
  ['utf-8', ['utf-8', 'utf8', 'u8', 'utf', 'utf-8-sig', 'cp65001']],
  [
    'latin1',
    ['latin-1', 'latin1', 'latin', 'l1', 'iso-8859-1', 'iso8859-1', 'iso8859', '8859', 'cp819', 'iso-latin-1'],
  ],
  ['ascii', ['ascii', 'us-ascii', '646', 'us', 'iso-ir-6', 'ansi-x3.4-1968']],
  ['shift_jis', ['cp932', '932', 'ms932', 'mskanji', 'ms-kanji', 's-jis', 'shift-jis', 'shiftjis']],
  ['gbk', ['cp936', '936', 'ms936']],
  ['euc-kr', ['cp949', '949', 'ms949', 'uhc', 'euckr']],
  ['big5', ['cp950', '950', 'ms950', 'big5-tw']],
  ['euc-jp', ['eucjp', 'ujis', 'u-jis']],
  ['windows-874', ['cp874', 'tis620', 'tis-620']],
  ['koi8-r', ['koi8-r']],
  ['koi8-u', ['koi8-u']],
  ['macintosh', ['mac-roman', 'macroman']],
  ['x-mac-cyrillic', ['mac-cyrillic', 'maccyrillic']],
  ['iso-8859-15', ['latin9', 'latin-9', 'l9']],
];

/**
 * The encoding that the first or second line of a file declares, as written there; nothing where none does.
 * Source: https://peps.python.org/pep-0263/
 */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const [first = '', second = ''] = head.split(/\r\n|\n|\r/, 2);
  const isBlank = /^[ \t\f]*(?:#|$)/.test(first);
  return cookie(first) ?? (isBlank ? cookie(second) : undefined);
}

function cookie(line: string): string | undefined {
  return /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/.exec(line)?.[1];
}

/** What a Python encoding name stands for here; nothing where Node cannot decode it. */
export function encodingLabel(name: string): EncodingLabel | undefined {
  const normal = name.toLowerCase().replaceAll('_', '-');
  // Editors append line ends: utf-8-unix, latin-1-dos.
  const plain = normal.replace(/^(utf-8|latin-1|iso-8859-1|iso-latin-1)-.*$/, '$1');
  const known = aliases.find(([, names]) => names.includes(plain));
  if (known) return known[0];
  const label = plain.replace(/^(?:windows-|cp)?(125[0-8])$/, 'windows-$1').replace(/^iso8859-/, 'iso-8859-');
  // Python reads no source in these, though the Encoding Standard knows them.
  return /^(?:utf-?16|utf-?32|unicode|ucs|iso-10646|x-user)/.test(label) || !isDecodable(label) ? undefined : label;
}

function isDecodable(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
