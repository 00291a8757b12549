// Near misses of a written rewrite: what a hasty programmer, or a wrong rule, might have written in its place.

/** One change of a text, and what it is. */
export interface Mutant {
  readonly operator: string;
  readonly text: string;
}

/** A change wherever a pattern stands, each place a mutant of its own. */
function each(
  operator: string,
  text: string,
  pattern: RegExp,
  change: (found: RegExpMatchArray) => string | undefined,
): readonly Mutant[] {
  return [...text.matchAll(pattern)].flatMap((found) => {
    const by = change(found);
    if (by === undefined || by === found[0]) return [];
    return [{ operator, text: text.slice(0, found.index) + by + text.slice(found.index + found[0].length) }];
  });
}

/** Where the bracket that opens at `start` closes: behind it. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if ('([{'.includes(text[i]!)) depth++;
    if (')]}'.includes(text[i]!) && --depth === 0) return i + 1;
  }
  return text.length;
}

/** Where the bracket that is open at `end` opens. */
function opening(text: string, end: number): number {
  let depth = 0;
  for (let i = end - 1; i >= 0; i--) {
    if (')]}'.includes(text[i]!)) depth++;
    if ('([{'.includes(text[i]!) && depth-- === 0) return i;
  }
  return 0;
}

/** The end of the operand that begins at `start`: names, attributes, calls and subscripts. */
function operandEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length) {
    if ('([{'.includes(text[i]!)) i = closing(text, i);
    else if (/[\w.]/.test(text[i]!)) i++;
    else break;
  }
  return i;
}

const axis = /(,\s*)?\b(axis|dim|axes)\s*=\s*(-?\d+|\([^)]*\))/g;
const keepdims = /(,\s*)?\b(keepdims?)\s*=\s*True/g;

function dropped(text: string, pattern: RegExp): string {
  return text.replace(pattern, '').replaceAll('(, ', '(');
}

function axisMutants(text: string): readonly Mutant[] {
  const other = (of: string) => (of === '0' ? '1' : '0');
  const positional = /(?<=[\w)\]]), (-?\d)(?=[),])/g;
  // where(isfinite(m), m, 0): what is subtracted of an infinite maximum is no axis, and may be any number.
  const isAxis = ({ index = 0 }: RegExpMatchArray) => !/\bwhere$/.test(text.slice(0, opening(text, index)));
  // What a maximum over the first axis has left lines up with the others as it is.
  const isOfFirst = ({ index = 0 }: RegExpMatchArray) => /\b(axis|dim)\s*=\s*0$/.test(text.slice(0, index));
  return [
    ...each('axis dropped', text, axis, ([, comma]) => (comma === undefined ? undefined : '')),
    ...each('axis dropped', text, positional, (found) => (isAxis(found) ? '' : undefined)),
    ...each('axis changed', text, axis, ([, comma = '', name, of]) => `${comma}${name!}=${other(of!)}`),
    ...each('axis changed', text, positional, (found) => (isAxis(found) ? `, ${other(found[1]!)}` : undefined)),
    ...each('keepdims dropped', text, keepdims, (found) =>
      found[1] === undefined || isOfFirst(found) ? undefined : '',
    ),
    ...each('keepdims dropped', text, /, True(?=\))/g, () => ''),
  ];
}

function extremumMutants(text: string): readonly Mutant[] {
  const calls = /\b(a|reduce_|n)?max(?:imum)?\(/g;
  const global = [...text.matchAll(/\b(?:a|reduce_)?max\(/g)].map(({ index, 0: name }) => {
    const end = closing(text, index + name.length - 1);
    const call = dropped(dropped(text.slice(index, end), axis), keepdims).replace(/, -?\d(, True)?\)$/, ')');
    return {
      operator: 'global maximum',
      text: text.slice(0, index) + call.replace(/\(-?\d(, True)?\)$/, '()') + text.slice(end),
    };
  });
  return [
    ...global.filter((mutant) => mutant.text !== text),
    ...each('minimum for maximum', text, calls, ([call]) => call.replace('max', 'min')),
    ...each('mean for maximum', text, /\bnp\.max\(|\.a?max\(|\btorch\.amax\(/g, ([call]) =>
      call.replace(/a?max/, 'mean'),
    ),
    ...each('zero for maximum', text, / - (?=[\w.]*max\(|[\w.]+\.a?max\()/g, () => ' - 0 * '),
  ];
}

function signMutants(text: string): readonly Mutant[] {
  const terms = [...text.matchAll(/ ([-+]) (?=[\w(])/g)].map(({ index }) => ({
    operator: 'term dropped',
    text: text.slice(0, index) + text.slice(operandEnd(text, index + 3)),
  }));
  const outer = /^[\w.]+\(/.test(text) ? [{ operator: 'sign flipped', text: `-${text}` }] : [];
  return [
    ...terms,
    ...each('sign flipped', text, / ([-+]) (?=[\w(])/g, ([, sign]) => (sign === '-' ? ' + ' : ' - ')),
    ...each('sign flipped', text, /(?<=^|[(,=] ?)-(?=[\w(])/g, () => ''),
    ...outer,
  ];
}

/** @param names - what may stand for arrays in the text */
function operandMutants(text: string, names: ReadonlySet<string>): readonly Mutant[] {
  const isArray = (name: string) => names.has(name);
  return [
    // Twice an array is of the same format, on the same device.
    ...each(
      'wrong operand',
      text,
      /(?<![\w.'"])([A-Za-z_]\w*)(?![\w(=]| ?=(?!=)|\.(?:length|dtype|device)\b)/g,
      ([name]) => (isArray(name) ? `(2 * ${name})` : undefined),
    ),
    ...each('function changed', text, /\blog1p\(/g, () => 'log('),
    ...each('function changed', text, /\bexpm1\(/g, () => 'exp('),
    ...each('function changed', text, /\blog_softmax\(/g, () => 'softmax('),
    ...each('function changed', text, /\blog_?sigmoid\(/g, () => 'sigmoid('),
    ...each('function changed', text, /\bsoftplus\(/g, () => 'sigmoid('),
    ...each('function changed', text, /\bsum\(/g, () => 'mean('),
  ];
}

function detachMutants(text: string): readonly Mutant[] {
  return [...text.matchAll(/(?<![\w.])[\w.]*\b(exp|sum|log|log_softmax|softmax|logsumexp|softplus|logaddexp)\(/g)].map(
    ({ index, 0: call }) => {
      const end = closing(text, index + call.length - 1);
      return { operator: 'detached', text: `${text.slice(0, end)}.detach()${text.slice(end)}` };
    },
  );
}

/** Every mutant of a piece of code, each text once. */
export function mutantsOf(text: string, names: ReadonlySet<string>): readonly Mutant[] {
  const all = [
    ...axisMutants(text),
    ...extremumMutants(text),
    ...signMutants(text),
    ...operandMutants(text, names),
    ...detachMutants(text),
  ];
  return [...new Map(all.filter((mutant) => mutant.text !== text).map((mutant) => [mutant.text, mutant])).values()];
}

/** Names that are bound in a text, but for what it imports and defines. */
export function arraysIn(text: string): ReadonlySet<string> {
  const code = text.replace(/(#|\/\/).*$/gm, '').replace(/^\s*(import|from) .*$/gm, '');
  const imported = new Set(text.match(/^(?:import|from) .*$/gm)?.flatMap((line) => line.match(/\w+/g) ?? []));
  const functions = new Set([...code.matchAll(/\b(?:def|class|function) (\w+)/g)].map(([, name]) => name!));
  const words = code.match(/(?<![\w.])[A-Za-z_]\w*(?!\w|\()/g) ?? [];
  const keywords =
    'function const let var new typeof null undefined Infinity NaN Math Array Float64Array def class return for in if else lambda and or not None True False true false assert self print';
  const excluded = new Set([...imported, ...functions, ...keywords.split(' ')]);
  return new Set(words.filter((word) => !excluded.has(word)));
}
