// What a type of TypeScript says of how a value can be gone through.
import { isArrayClass } from '../libraries/arrayClasses.ts';

/**
 * An array; one of several classes of arrays, whose methods TypeScript lets nobody call; what may be an iterator, which is gone through
 * once; what has other methods; or what nothing is known of.
 */
export type Sequence = 'array' | 'arrays' | 'once' | 'other' | 'unknown';

const iterators = /^(?:Async)?(?:Iterable|Iterator|IterableIterator|IteratorObject|MapIterator|SetIterator|Generator)$/;
const others =
  /^(?:Readonly)?(?:Set|Map)$|^(?:Weak(?:Set|Map)|ArrayLike|NodeList|NodeListOf|HTMLCollection|HTMLCollectionOf)$/;

/** @param text - where aliases are declared */
export function sequenceOfType(type: string, text: string, steps = 0): Sequence {
  const alternatives = split(type.trim()).filter((each) => !/^(?:undefined|null|)$/.test(each));
  const told = alternatives.map((each) => ofOne(each, text, steps));
  const doubtful = told.find((each) => each === 'once') ?? told.find((each) => each === 'other');
  if (doubtful) return doubtful;
  const [first] = told;
  if (!first || told.includes('unknown')) return 'unknown';
  return new Set(alternatives).size > 1 || told.includes('arrays') ? 'arrays' : 'array';
}

function ofOne(written: string, text: string, steps: number): Sequence {
  const type = written.replace(/^readonly(?=[\s\w([])\s*/, '');
  if (/\[\]$/.test(type) || /^\[.*\]$/.test(type)) return 'array';
  const inner = /^\((.*)\)$/.exec(type)?.[1];
  if (inner !== undefined) return sequenceOfType(inner, text, steps);
  const name = /^[\w$.]+/.exec(type)?.[0] ?? '';
  if (isArrayClass(name) || name === 'ReadonlyArray') return 'array';
  if (iterators.test(name)) return 'once';
  if (others.test(name)) return 'other';
  const meant = name && steps < 5 ? aliasOf(name, text) : undefined;
  return meant === undefined ? 'unknown' : sequenceOfType(meant.replace(/\s/g, ''), text, steps + 1);
}

/** type V = …; interface V extends …; <V extends …> */
function aliasOf(name: string, text: string): string | undefined {
  const word = name.replace(/[.$]/g, '\\$&');
  const found = new RegExp(
    `\\btype\\s+${word}(?:<[^=]*>)?\\s*=\\s*([^;{}\\n]+)|\\binterface\\s+${word}\\s+extends\\s+([^{]+)|[<,]\\s*${word}\\s+extends\\s+([^,>=]+>?)`,
  ).exec(text);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** The alternatives of a union, as far as they are not in brackets. */
function split(type: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const char of type) {
    if (/[<([{]/.test(char)) depth++;
    if (/[>)\]}]/.test(char)) depth--;
    if (char === '|' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${char}`);
  }
  return parts.map((part) => part.trim());
}
