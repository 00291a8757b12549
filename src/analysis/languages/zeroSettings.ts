// Settings that some code sets to 0, by their names: `temperature: 0`, `"tau": 0.0`, `tau: float = 0.0`, `Config(tau=0)`.
const zero = String.raw`0(?:\.0*)?(?![\w.])`;
/** A name of one or two letters says too little. */
const name = String.raw`([A-Za-z_]\w{2,})`;

const forms = [
  // of an object, of a dictionary
  new RegExp(String.raw`(?:^|[\s,{([])["']?${name}["']?\s*:\s*${zero}\s*(?=[,})\n]|$)`, 'g'),
  // of a class or of a parameter with a type
  new RegExp(String.raw`(?<![\w.])${name}\??\s*:\s*[A-Za-z_][\w.[\] |]*=\s*${zero}`, 'g'),
  // of a call or of a parameter
  new RegExp(String.raw`[(,{]\s*${name}\s*=\s*${zero}\s*(?=[,)}])`, 'g'),
  // of a class without a type: a count begins with 0, and not with 0.0
  new RegExp(String.raw`^[ \t]*${name}\s*=\s*0\.0*(?!\w)[ \t;]*(?:$|#|\/\/)`, 'gm'),
];

export function zeroSettings(texts: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of texts) {
    // What a backslash continues is one line.
    const joined = text.includes('\\') ? text.replace(/\\\r?\n/g, ' ') : text;
    for (const form of forms) for (const [, found] of joined.matchAll(form)) names.add(found!);
  }
  return names;
}
