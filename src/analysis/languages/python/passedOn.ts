// Names that other names may stand for: by an assignment, or where modules are chosen and handed on.
import { gap, joined, letter } from './names.ts';

const name = `[${letter}]+`;
/** `a = np`, `a = b = torch.nn`: what an assignment ends with, if that is a name. */
const assigned = new RegExp(`=${gap}(${name}(?:${gap}\\.${gap}${name})*)[ \\t]*(?=[\\r\\n;#]|$)`, 'g');
/** xp = cupy if gpu else np, f(x, xp=np) */
const passedOn = new RegExp(
  `=${gap}(?:(${name})${gap}if\\b[^\\r\\n]*?\\belse${gap}(${name})${gap}(?=[\\r\\n;#]|$)|(${name})${gap}(?=[,)]))`,
  'g',
);
const givenBack = new RegExp(`(?<![.${letter}])return${gap}(${name})[ \\t]*(?=[\\r\\n;#]|$)`, 'g');

/** A dotted name in parts, and where the equals sign before it is. */
export interface NameGiven {
  readonly at: number;
  readonly parts: readonly string[];
}

export function namesAssigned(code: string): readonly NameGiven[] {
  return [...code.matchAll(assigned)].map((match) => ({ at: match.index, parts: joined(match[1]!).split('.') }));
}

/** What a name before an equals sign may be, one of two or as an argument or a default, and where that sign is. */
export function wordsPassedOn(code: string): readonly NameGiven[] {
  return [...code.matchAll(passedOn)].flatMap((match) =>
    match
      .slice(1)
      .flatMap((word: string | undefined) => (word === undefined ? [] : { at: match.index, parts: [word] })),
  );
}

/** Names that functions give back as they are. */
export function wordsGivenBack(code: string): readonly string[] {
  return [...code.matchAll(givenBack)].map(([, word]) => word!);
}
