// The maximum of what a comprehension computes of each element.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { reductionOf } from '../../../terms/alignment.ts';
import { isNotBelowZero } from '../../../terms/finiteGuard.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { replaceNode } from '../../shared/write/edits.ts';
import type { Family } from '../../shared/libraries/family.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';
import { usersOf } from '../../shared/write/users.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import { numpy, torch } from '../libraries/families.ts';
import { isRepeatable, type GivenNames } from './names.ts';
import { givenTo, isForOnce } from './once.ts';
import { pieceOf } from './piece.ts';
import { maximum, plainMaximum } from './spelling.ts';
import { comprehensionAround, hasComment } from './statements.ts';
import type { Task } from './task.ts';

/** The library whose function is taken of a place. */
export function familyAround(task: Task, at: Occurrence): Family | undefined {
  const users = usersOf(task.session).get(at) ?? [];
  return users.flatMap((user) => (user.operands[0] === at ? (task.familyOf(user) ?? []) : []))[0];
}

/** The maximum of what a comprehension computes of each element: max(x), or max(x / t for x in …). */
export function overElements(
  task: Task,
  at: Occurrence,
  term: Term,
  node: SyntaxNode,
  around: SyntaxNode,
  names: GivenNames,
): Piece {
  const [clause, ...more] = around.named.filter((part) => part !== around.field('body'));
  const target = clause?.field('left');
  const sequence = clause?.field('right');
  if (!target || !sequence || more.length > 0) throw new Withheld('the elements come from more than one loop');
  if (usesOuterTargets(node, around) || usesOuterTargets(sequence, around)) {
    throw new Withheld('the exponent depends on a loop further out');
  }
  if (node.text !== target.text && hasComment(node)) throw new Withheld('a comment stands inside the exponent');
  const isKept = isRepeatable(sequence) && !isForOnce(task, sequence);
  const elements = isKept ? pieceOf(sequence) : listNamed(task, sequence, names);
  if (isKept) assumeRepeatable(task, sequence);
  if (mayBeArrays(task, at, term)) {
    const isPlain = node.text === target.text && sequence.type !== 'call';
    const code = isPlain ? elements.text : `[${node.text} for ${target.text} in ${elements.text}]`;
    return { text: `${task.call(node, [{ module: 'numpy', name: 'max' }])}(${code}, axis=0)`, binding: binding.atom };
  }
  // Of a list of tensors PyTorch takes none.
  if (
    familyAround(task, at) === torch &&
    node.text === target.text &&
    term.kind === 'reduce' &&
    term.axis.kind !== 'all'
  ) {
    const stack = task.call(node, [{ module: 'torch', name: 'stack' }]);
    return maximum(task, term, { text: `${stack}(list(${elements.text}))`, binding: binding.atom });
  }
  // NumPy takes no maximum of an iterator, nor of the values of a dictionary.
  const isView = sequence.type === 'call' && term.kind === 'reduce' && term.axis.kind === 'all';
  if (node.text === target.text && !isView) return maximum(task, term, elements);
  if (term.kind !== 'reduce') throw new Withheld('the maximum cannot be written');
  const code = `${node.text} for ${target.text} in ${elements.text}`;
  // Arrays have no maximum of a generator; of all there is, it is theirs.
  if (term.axis.kind === 'all') return maximum(task, term, { text: `[${code}]`, binding: binding.atom });
  return plainMaximum(term, { text: code, binding: binding.loose });
}

/** Whether each element may be an array, of which `max` takes no largest: NumPy takes the exponential of either. */
export function mayBeArrays(task: Task, at: Occurrence, largest: Term): boolean {
  return familyAround(task, at) === numpy && reductionOf(largest)?.reduce.axis.kind !== 'all';
}

/** The same as a choice of each element. */
export function guardedOfArrays(task: Task, by: Term, node: SyntaxNode, name: string): string {
  const call = (called: string) => task.call(node, [{ module: 'numpy', name: called }]);
  if (isNotBelowZero(by)) return `${call('maximum')}(${name}, 0)`;
  return `${call('where')}(${call('isfinite')}(${name}), ${name}, 0)`;
}

/** What has a name alone may be an iterator, for all that is said of it. */
export function assumeRepeatable(task: Task, sequence: SyntaxNode | undefined): void {
  const name = /^[\w.]+$/.exec(sequence?.text ?? '')?.[0];
  if (name !== undefined) task.assumed.add(`${name} can be gone through more than once`);
  else for (const given of sequence ? givenTo(sequence) : []) assumeRepeatable(task, given);
}

/** A name for the elements of a sequence that is computed, or can be gone through once. */
function listNamed(task: Task, sequence: SyntaxNode, names: GivenNames): Piece {
  if (hasComment(sequence)) throw new Withheld('a comment stands inside the sequence');
  const code = sequence.text.replace(/\s*[\r\n]\s*/g, ' ');
  const name = names.giveCode(sequence, 'values', sequence.type === 'list_comprehension' ? code : `list(${code})`);
  task.edits.push(replaceNode(sequence, name));
  return { text: name, binding: binding.atom };
}

/** Whether a name of a comprehension around `inner` is read in a node. */
function usesOuterTargets(node: SyntaxNode, inner: SyntaxNode): boolean {
  const words = wordsOf(node.text);
  for (let outer = comprehensionAround(inner); outer; outer = comprehensionAround(outer)) {
    const targets = outer.named.flatMap((part) => [...wordsOf(part.field('left')?.text ?? '')]);
    if (targets.some((name) => words.has(name))) return true;
  }
  return false;
}
