// Numbers that are read again, one at a time, where they were taken before: what they are read from has to be the same by then. What is
// noted of changes while lowering does not know every way; here the text is asked, and says yes too often rather than too seldom.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../lower/frame.ts';

const anyProperty = /\bObject\.assign\b|\bsetattr\b|\bvars\(|__dict__|\.update\(/;

/** Whether a property, or an entry, that was read as a number that is written down may be another one. */
export function readsChangeable(at: Occurrence): boolean {
  return [...upstream(at)].some((place) => {
    const node = place.term.kind === 'constant' ? syntaxOf(place) : undefined;
    if (!node || !/^(?:member_expression|attribute|subscript|subscript_expression)$/.test(node.type)) return false;
    const { text } = node.source;
    const name = (node.field('property') ?? node.field('attribute'))?.text;
    if (name === undefined) return true;
    if (/^(?:Math|Number|math|np|numpy|torch|sys)\./.test(node.text)) return false;
    return anyProperty.test(text) || timesSet(text, name) > 0;
  });
}

/** How often a property is given a value beside the one that it begins with. */
function timesSet(text: string, name: string): number {
  const word = name.replaceAll('$', String.raw`\$`);
  const sets = new RegExp(
    String.raw`[.]${word}\s*(?:[-+*/%&|^]|\*\*|//)?=(?!=)|[.]${word}\s*(?:\+\+|--)|(?:\+\+|--)[\w$.]+[.]${word}\b`,
    'g',
  );
  const count = text.match(sets)?.length ?? 0;
  const isDeclared = new RegExp(String.raw`(?<![.\w$])${word}\s*(?::[^\n=]*)?[:=](?!=)`).test(text);
  return isDeclared ? count : count - 1;
}

/** Whether code within a node that runs at another time may change what has one of some names. */
export function isChangedWithin(inner: SyntaxNode, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => {
    const word = name.replace(/[$.]/g, String.raw`\$&`);
    const change = new RegExp(
      String.raw`(?<![.\w$])${word}\s*(?:\[[^\]]*\]|[.]\w+)?\s*(?:(?:[-+*/%&|^]|\*\*|//)?=(?![=>])|\+\+|--)|(?<![.\w$])${word}[.]\w+\s*[(;\n]`,
    );
    return change.test(`${inner.text}\n`);
  });
}
