// What for loops compute in each of their rounds.
import type { SyntaxNode } from '../../syntax.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import { changedNames } from '../lower/ownNames.ts';
import { isCheap, isRepeatable } from './names.ts';
import { hasComment } from './statements.ts';

/** The innermost loop whose element a node is computed from. */
export function loopAround(node: SyntaxNode): SyntaxNode | undefined {
  const words = wordsOf(node.text);
  for (let at = node.parent; at && at.type !== 'function_definition'; at = at.parent) {
    if (at.type !== 'for_statement') continue;
    const target = at.field('left');
    if (target && [...wordsOf(target.text)].some((name) => words.has(name))) return at;
  }
  return undefined;
}

/**
 * The largest of what a loop computes at a node in its rounds: max(scores[j] for j in range(n)). Python's own max is of
 * numbers alone; of arrays it is `max` along their first axis.
 */
export function largestOfRounds(node: SyntaxNode, loop: SyntaxNode, max: string | undefined): string {
  const { each, elements } = roundsOf(node, loop);
  if (max !== undefined) {
    const isCheaplyAll = elements !== undefined && isCheap(loop.field('right')!);
    return `${max}(${isCheaplyAll ? elements : `[${each}]`}, axis=0)`;
  }
  return `max(${elements ?? each})`;
}

/** torch.stack([scores[..., j] for j in range(n)]).amax(0) */
export function largestOfTensors(node: SyntaxNode, loop: SyntaxNode, stack: string): string {
  return `${stack}([${roundsOf(node, loop).each}]).amax(0)`;
}

/** A comprehension of what the rounds compute; `elements` if that is what they go through. */
function roundsOf(
  node: SyntaxNode,
  loop: SyntaxNode,
): { readonly each: string; readonly elements: string | undefined } {
  const [target, sequence, body] = [loop.field('left'), loop.field('right'), loop.field('body')];
  if (!target || !sequence || !body || loop.text.startsWith('async')) throw new Withheld('the loop is not followed');
  if (!isRepeatable(sequence)) throw new Withheld('the sequence would be computed twice');
  if (hasComment(node) || hasComment(sequence)) throw new Withheld('a comment stands inside the exponent');
  const changed = changedNames(body);
  if ([...wordsOf(node.text)].some((name) => changed.has(name))) {
    throw new Withheld('the exponent is computed in the loop');
  }
  const elements = inOneLine(sequence.text);
  const each = `${inOneLine(node.text)} for ${inOneLine(target.text)} in ${elements}`;
  return { each, elements: node.text === target.text ? elements : undefined };
}

function inOneLine(code: string): string {
  return code.replace(/\s*[\r\n]\s*/g, ' ');
}
