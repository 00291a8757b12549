// The logarithms of a softmax of a list, as a list: [v - largest - log_sum for v in x].
import type { BinaryTerm, Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { binding, inside } from '../../shared/write/piece.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { callOf } from './functionCalls.ts';
import { freeElement } from './lists.ts';
import { isNameForOnce } from './once.ts';
import { spellNumber } from './numbers.ts';
import type { GivenNames } from './names.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Whether some code makes a list, or gives the elements of one, of what it computes of each element of another. */
export function isList({ type }: SyntaxNode): boolean {
  return type === 'list_comprehension' || type === 'generator_expression';
}

/**
 * @param by - a log-softmax that is written out, to whatever base
 * @throws Withheld where the logits have no name, or it is another value
 */
export function ofList(words: Vocabulary, names: GivenNames, node: SyntaxNode, by: Term): string {
  const base = isBinary(by, 'divide') ? by.right : undefined;
  const whole = isBinary(by, 'divide') ? by.left : by;
  const shifted = isBinary(whole, 'subtract') ? whole.left : undefined;
  if (!isBinary(whole, 'subtract') || !shifted || !isBinary(shifted, 'subtract')) throw new Withheld(undefined);
  const logits = words.written(shifted.left);
  if (!logits || !/^[\w.]+$/.test(logits.text)) throw new Withheld('the log is taken of each element by itself');
  if (isNameForOnce(words.task, node, logits.text)) throw new Withheld(`${logits.text} can be gone through only once`);
  const largest = names.give(node, shifted.right, 'largest', () => `max(${logits.text})`);
  const v = freeElement(words, `${largest} ${logits.text}`);
  const sum = () => {
    const exponential = callOf(words, 'exp', [{ text: `${v} - ${largest}`, binding: binding.additive }]);
    return { text: `sum(${exponential.text} for ${v} in ${logits.text})`, binding: binding.atom };
  };
  const total = whole.right.kind === 'map' ? words.written(whole.right.operand) : undefined;
  const logSum = names.give(node, whole.right, 'log_sum', () => callOf(words, 'log', [total ?? sum()]).text);
  const each = { text: `${v} - ${largest} - ${logSum}`, binding: binding.additive };
  const divisor = base && (words.written(base) ?? logarithmOfBase(words, base));
  const text = divisor ? `${inside(each, binding.tight)} / ${inside(divisor, binding.atom)}` : each.text;
  const [open, close] = node.text.startsWith('[') ? ['[', ']'] : ['(', ')'];
  return `${open}${text} for ${v} in ${logits.text}${close}`;
}

function logarithmOfBase(words: Vocabulary, base: Term) {
  if (base.kind !== 'constant') throw new Withheld(undefined);
  return spellNumber(words, base.value);
}

function isBinary(term: Term, name: BinaryTerm['name']): term is BinaryTerm {
  return term.kind === 'binary' && term.name === name;
}
