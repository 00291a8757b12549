// What a value is a part of in each round of a loop: a row of a matrix, a range of a flat array.
import { elementsIn } from './elements.ts';
import { someOf, pickOne } from './gathers.ts';
import { isIndices } from './indices.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';
import { operandsOf, rebuild } from './walk.ts';

export interface Part {
  readonly whole: Term;
  /** Whether it is a range along the first axis, so that of something flat, too, there is one in each round. */
  readonly isRange: boolean;
}

/** What the outermost loop that a value is made in takes it from, computed on element by element. */
export function partOf(store: TermStore, term: Term): Part | undefined {
  switch (term.kind) {
    case 'element':
      return { whole: term.of, isRange: false };
    case 'gather':
      return isByRound(term.indices) && term.key !== someOf
        ? { whole: term.operand, isRange: term.key !== pickOne || isOfSeveral(term.indices) }
        : undefined;
    case 'map':
    case 'binary':
    case 'cast':
    case 'refined':
    case 'reshape':
      return ofOperands(store, term);
    default:
      return undefined;
  }
}

function ofOperands(store: TermStore, term: Term): Part | undefined {
  const operands = operandsOf(term);
  const parts = operands.map((operand) => (isByRound([operand]) ? partOf(store, operand) : undefined));
  if (parts.every((part) => !part) || operands.some((operand, i) => !parts[i] && isByRound([operand])))
    return undefined;
  return {
    whole: rebuild(store, term, (operand) => parts[operands.indexOf(operand)]?.whole ?? operand),
    isRange: parts.some((part) => part?.isRange),
  };
}

/** Whether something is another in each round of a loop. */
function isByRound(terms: readonly Term[]): boolean {
  return terms.some((term) => elementsIn(term).size > 0);
}

/** offset + i, for every i. */
function isOfSeveral([index, ...others]: readonly Term[]): boolean {
  return index !== undefined && others.length === 0 && addends(index).some(isIndices);
}

function addends(term: Term): readonly Term[] {
  return term.kind === 'binary' && term.name === 'add' ? [term.left, term.right].flatMap(addends) : [term];
}
