// Whether what logarithms of a list are written with is the same list, in the same order, with the same numbers in it.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { partsOf } from '../../shared/around.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { isChangedWithin, readsChangeable } from '../../shared/write/steady.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { keyedBy } from '../lower/apart.ts';
import { functionAround } from '../around.ts';
import { comprehensions } from './statements.ts';

const keyed = 'its values have keys, or come in pairs, and no indices';
const changed = 'what it is computed from may have been changed since';

/** @throws Withheld where that is not told */
export function requireSteady(at: Occurrence, node: SyntaxNode, code: string): void {
  const names = new Set(wordsOf(code));
  for (const place of upstream(at)) {
    const source = syntaxOf(place);
    if (source && (isPairedOrKeyed(source) || isByOwnKey(source))) throw new Withheld(keyed);
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

/**
 * @param code - the new code
 * @throws Withheld where an array is made of what a dictionary holds, or of elements that are computed one by one, of which arithmetic with the
 *   whole is another thing: a list is repeated by 2 * x, and has no quotient
 */
export function requireArrays(at: Occurrence, code: string): void {
  const words = wordsOf(code);
  const isRead = (node: SyntaxNode | undefined) =>
    node !== undefined && [...wordsOf(node.text)].some((word) => words.has(word));
  for (const place of upstream(at)) {
    const node = place.own ? syntaxOf(place) : undefined;
    if (!node || code.includes(node.text)) continue;
    const callee = node.type === 'call' ? node.field('function')! : undefined;
    const isView = callee !== undefined && /^(?:values|items|keys)$/.test(callee.field('attribute')?.text ?? '');
    if (isView && isRead(callee.field('object'))) throw new Withheld(keyed);
    if (isByOwnKey(node) && isRead(node.field('value'))) throw new Withheld(keyed);
    const isList = callee !== undefined && /^(?:list|tuple|sorted)$/.test(callee.text);
    if (isList && isRead(node.field('arguments'))) throw new Withheld(keyed);
    const sequences = comprehensions.has(node.type) ? node.named.map((clause) => clause.field('right')) : [];
    if (sequences.some(isRead)) throw new Withheld('the elements are computed one by one');
  }
}

/** d[k] of for k in d */
function isByOwnKey(node: SyntaxNode): boolean {
  const array = node.type === 'subscript' ? node.field('value')?.text : undefined;
  const [index] = node.fields('subscript');
  if (array === undefined || index?.type !== 'identifier') return false;
  for (let around = node.parent; around; around = around.parent) {
    const clauses =
      around.type === 'for_statement' ? [around] : around.named.filter(({ type }) => type === 'for_in_clause');
    for (const clause of clauses)
      if (clause.field('left')?.text === index.text) return keyedBy(clause.field('right')!)?.node.text === array;
  }
  return false;
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
