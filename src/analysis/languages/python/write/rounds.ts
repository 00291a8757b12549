// What for loops compute in each of their rounds.
import type { SyntaxNode } from '../../syntax.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import { isSet } from '../lower/apart.ts';
import { changedNames } from '../lower/ownNames.ts';
import { indentBefore } from '../../shared/write/edits.ts';
import { isCheap, isRepeatable } from './names.ts';
import { preparationOf } from './preparation.ts';
import { hasComment } from './statements.ts';

/** The innermost loop whose element a node is computed from, or in whose rounds what it is computed from is. */
export function loopAround(node: SyntaxNode): SyntaxNode | undefined {
  const words = wordsOf(node.text);
  for (let at = node.parent; at && at.type !== 'function_definition'; at = at.parent) {
    if (at.type !== 'for_statement') continue;
    const target = at.field('left');
    if (target && [...wordsOf(target.text)].some((name) => words.has(name))) return at;
    const body = at.field('body');
    if (body && [...changedNames(body)].some((name) => words.has(name))) return at;
  }
  return undefined;
}

/** Whether some code gives another value in each round of a loop; what is only stored to is the same value. */
export function isOfRound(code: SyntaxNode, loop: SyntaxNode): boolean {
  const words = wordsOf(code.text);
  const own = wordsOf(loop.field('left')?.text ?? '');
  const body = loop.field('body');
  return [...words].some((word) => own.has(word) || (body !== undefined && isSet(body, word)));
}

/**
 * The largest of what a loop computes at a node in its rounds: max(scores[j] for j in range(n)). Python's own max is of
 * numbers alone; of arrays it is `max`, along their first axis or of all there is.
 */
export function largestOfRounds(node: SyntaxNode, loop: SyntaxNode, max: string | undefined, ofAll: boolean): string {
  const { target, sequence } = partsOf(node, loop);
  const elements = inOneLine(sequence.text);
  const each = `${inOneLine(node.text)} for ${inOneLine(target.text)} in ${elements}`;
  const whole = node.text === target.text ? elements : wholeOf(node, target, sequence);
  if (max === undefined) return `max(${whole ?? each})`;
  const array = whole === undefined || (whole === elements && !isCheap(sequence)) ? `[${each}]` : whole;
  return `${max}(${array}${ofAll ? '' : ', axis=0'})`;
}

/** torch.stack([scores[..., j] for j in range(n)]).amax(0) */
export function largestOfTensors(node: SyntaxNode, loop: SyntaxNode, stack: string): string {
  const { target, sequence } = partsOf(node, loop);
  if (preparedRounds(node, loop)) throw new Withheld('the exponent is computed in the loop');
  return `${stack}([${inOneLine(node.text)} for ${inOneLine(target.text)} in ${inOneLine(sequence.text)}]).amax(0)`;
}

/** What a loop goes through, which is to be gone through twice. */
function partsOf(node: SyntaxNode, loop: SyntaxNode): { target: SyntaxNode; sequence: SyntaxNode; body: SyntaxNode } {
  const [target, sequence, body] = [loop.field('left'), loop.field('right'), loop.field('body')];
  if (!target || !sequence || !body || loop.text.startsWith('async')) throw new Withheld('the loop is not followed');
  if (!isRepeatable(sequence)) throw new Withheld('the sequence would be computed twice');
  if (hasComment(node) || hasComment(sequence)) throw new Withheld('a comment stands inside the exponent');
  return { target, sequence, body };
}

/** What a node is computed by in a loop; undefined where that is nothing but the elements. */
export function preparedRounds(node: SyntaxNode, loop: SyntaxNode): readonly SyntaxNode[] | undefined {
  const statements = preparationOf(partsOf(node, loop).body, node);
  return statements.length > 0 ? statements : undefined;
}

/** A loop before the loop, with what a node is computed by, and a last step for it. */
export function linesOfRounds(
  node: SyntaxNode,
  loop: SyntaxNode,
  statements: readonly SyntaxNode[],
  step: string,
): readonly string[] {
  const { target, sequence } = partsOf(node, loop);
  const outer = indentBefore(loop.source.text, loop.start);
  const indent = indentBefore(loop.source.text, statements[0]!.start);
  if (outer === undefined || !indent?.startsWith(outer)) throw new Withheld('the loop stands on one line');
  const inner = indent.slice(outer.length);
  const header = `for ${inOneLine(target.text)} in ${inOneLine(sequence.text)}:`;
  return [header, ...statements.map(({ text }) => inner + text), inner + step];
}

/** The x of x[i] for every i of range(len(x)), or of v for every i, v of enumerate(x). */
function wholeOf(node: SyntaxNode, target: SyntaxNode, sequence: SyntaxNode): string | undefined {
  const [, element, ...more] = target.named;
  const [counted, ...start] = /^enumerate\(/.test(sequence.text) ? (sequence.field('arguments')?.named ?? []) : [];
  if (counted && isCheap(counted) && node.text === element?.text && start.length + more.length === 0)
    return counted.text;
  const [index, ...others] = node.type === 'subscript' ? node.fields('subscript') : [];
  if (index?.text !== target.text || target.type !== 'identifier' || others.length > 0) return undefined;
  const whole = node.field('value');
  const count = whole && /^\w+(?:\.\w+)*$/.test(whole.text) ? `len(${whole.text})` : undefined;
  return sequence.text === `range(${count})` ? whole?.text : undefined;
}

export function inOneLine(code: string): string {
  return code.replace(/\s*[\r\n]\s*/g, ' ');
}
