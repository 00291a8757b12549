// Whether what logarithms of a list are written with is the same list, in the same order, with the same numbers in it.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { partsOf } from '../../shared/around.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { isChangedWithin, readsChangeable } from '../../shared/write/steady.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { functionAround } from './once.ts';
import { comprehensions } from './statements.ts';

const keyed = 'its values have keys, or come in pairs, and no indices';
const changed = 'what it is computed from may have been changed since';

/** @throws Withheld where that is not told */
export function requireSteady(at: Occurrence, node: SyntaxNode, code: string): void {
  const names = new Set(wordsOf(code));
  for (const place of upstream(at)) {
    const source = syntaxOf(place);
    if (source && isPairedOrKeyed(source)) throw new Withheld(keyed);
    if (source?.type === 'identifier' && place.own) names.add(source.text);
  }
  // (v for k, v in q)[0]
  if (/\bfor\b[^()]*\)\s*\[/.test(code)) throw new Withheld(keyed);
  if (readsChangeable(at)) throw new Withheld(changed);
  const definition = functionAround(node);
  if (!definition) return;
  const { text } = definition;
  const isBound = [...names].some((name) => new RegExp(String.raw`\b${name}\s*:=|\bas\s+${name}\b`).test(text));
  const inner = [...partsOf(definition)].filter((part) => part !== definition && isFunction(part));
  if (isBound || inner.some((part) => isChangedWithin(part, names))) throw new Withheld(changed);
}

function isFunction({ type }: SyntaxNode): boolean {
  return type === 'function_definition' || type === 'lambda';
}

/** {k: exp(v) for k, v in d.items()}, d.values(), [exp(a - b) for a, b in zip(x, y)] */
function isPairedOrKeyed(node: SyntaxNode): boolean {
  if (node.type === 'dictionary_comprehension' || node.type === 'dictionary') return true;
  const callee = node.type === 'call' ? node.field('function') : undefined;
  if (callee && /^(?:values|items|keys)$/.test(callee.field('attribute')?.text ?? '')) return true;
  if (!comprehensions.has(node.type)) return false;
  return node.named.some((clause) => {
    const sequence = clause.field('right');
    if (!sequence) return false;
    const called = sequence.type === 'call' ? sequence.field('function')!.text : '';
    return /(?:^|\.)(?:values|items|keys|zip)$/.test(called) || clause.field('left')?.type !== 'identifier';
  });
}
