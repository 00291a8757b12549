// Whether a value is one of those that a loop makes: the same computation, of something in the place of the element.
import { elementsIn } from './elements.ts';
import { countedBy, isIndices } from './indices.ts';
import { pickOne, someOf, upTo } from './gathers.ts';
import { unsorted } from './orders.ts';
import type { ElementTerm, GatherTerm, Term } from './term.ts';
import { operandsOf } from './walk.ts';

/**
 * Whether `one` is computed as the items of a list are that a loop makes: score(i, o) as score(i, k) is for every k.
 * @param isOneOf - whether something can stand in the place of an element of an array
 */
export function isComputedAs(one: Term, list: Term, isOneOf: (one: Term, array: Term) => boolean): boolean {
  if (list.kind !== 'gather' || list.key !== someOf) return isFunctionAs(one, list, isOneOf);
  return one === list.operand || isOfSameRound(one, list.operand, isOneOf);
}

/** Whether something is computed as in a round of a loop, with another element in the place of the loop's own. */
export function isOfSameRound(one: Term, round: Term, isOneOf: (one: Term, array: Term) => boolean): boolean {
  const elements = [...elementsIn(round)];
  // The loop's own is the innermost, but for loops that are in the round itself.
  const nestings = [...new Set(elements.map(({ nesting }) => nesting))].sort((a, b) => b - a);
  return nestings.some((own) => {
    const holes = new Map<Term, Term>();
    const isFree = new Set(elements.filter(({ nesting }) => nesting === own));
    return (
      fits(one, round, { elements: isFree, holes, inner: new Map(), carried: new Map(), isOneOf }) && holes.size > 0
    );
  });
}

/** The same function of an item as of the list. */
function isFunctionAs(one: Term, list: Term, isOneOf: Fit['isOneOf']): boolean {
  if (list.kind === 'gather') return one !== list && isPickAs(one, list);
  if ((list.kind !== 'map' && list.kind !== 'binary' && list.kind !== 'cast') || !isAlike(one, list)) return false;
  const [a, b] = [operandsOf(one), operandsOf(list)];
  return (
    one !== list && a.every((part, i) => part === b[i] || isComputedAs(part, b[i]!, isOneOf) || isPickOf(part, b[i]!))
  );
}

/** x[k] is one of x. */
function isPickOf(one: Term, whole: Term): boolean {
  return one.kind === 'gather' && one.key === pickOne && one.operand === whole;
}

/** x[r * n + c] is one of what x is at r * n + c for every c, since any number is taken for one of some indices. */
function isPickAs(one: Term, list: GatherTerm): boolean {
  if (one.kind !== 'gather' || one.key !== pickOne || list.key !== pickOne || one.operand !== list.operand)
    return false;
  const isIndexAs = (a: Term, b: Term): boolean => {
    if (a === b || isOneOfIndices(a, b) || (a.kind === 'element' && a.of === b)) return true;
    const isSum = a.kind === 'binary' && b.kind === 'binary' && a.name === b.name;
    return isSum && isIndexAs(a.left, b.left) && isIndexAs(a.right, b.right);
  };
  return one.indices.length === list.indices.length && one.indices.every((a, i) => isIndexAs(a, list.indices[i]!));
}

/** Of what another loop counts, it has to be seen that it does not go further. */
function isOneOfIndices(one: Term, all: Term): boolean {
  const [counted, whole] = [one.kind === 'element' ? countedBy(one.of) : undefined, countedBy(all)];
  return (
    whole !== undefined && (!counted || (counted.count === whole.count && (!whole.from || counted.from === whole.from)))
  );
}

interface Fit {
  readonly elements: ReadonlySet<ElementTerm>;
  /** What stands in the place of each element, the same wherever it is met. */
  readonly holes: Map<Term, Term>;
  /** Loops in the round, and those that are the same in the other. */
  readonly inner: Map<number, number>;
  readonly carried: Map<Term, Term>;
  readonly isOneOf: (one: Term, array: Term) => boolean;
}

function isCarried(term: Term): boolean {
  return term.kind === 'variable' && term.role === 'loop';
}

function fits(one: Term, each: Term, fit: Fit): boolean {
  const { elements, holes, isOneOf } = fit;
  if (each.kind === 'element' && elements.has(each)) {
    const before = holes.get(each);
    if (before) return before === one;
    if (!isOneOf(one, each.of)) return false;
    holes.set(each, one);
    return true;
  }
  if (one === each) return true;
  if (one.kind === 'element' && each.kind === 'element') {
    const known = fit.inner.get(each.nesting) ?? one.nesting;
    fit.inner.set(each.nesting, known);
    return known === one.nesting && fits(one.of, each.of, fit);
  }
  // What a loop in the round carries around is what the same loop carries in the other, if their rounds are alike.
  if (isCarried(one) && isCarried(each)) {
    const known = fit.carried.get(each) ?? one;
    fit.carried.set(each, known);
    return known === one;
  }
  if (!isAlike(one, each)) return false;
  const [a, b] = [operandsOf(one), operandsOf(each)];
  return a.length === b.length && a.every((part, i) => fits(part, b[i]!, fit));
}

/**
 * Whether a value is computed of the elements at one place of arrays as another is of these arrays: x[i] / t as x / t is. What is
 * the same in both is a number: a scale usually is, and what is added may be an array, of which x[i] + b has every element.
 */
export function isElementwiseOf(one: Term, whole: Term): boolean {
  const nestings = new Set<number>();
  const matches = (part: Term, of: Term, isAdded = false): boolean => {
    if (part === of) return !isAdded || !mayBeArray(part);
    if (part.kind === 'element' && part.of === of) {
      nestings.add(part.nesting);
      return true;
    }
    // q[a], of what q is at all of some places.
    if (of.kind === 'gather') {
      if (part.kind !== 'gather' || part.key !== pickOne || of.key !== pickOne || part.operand !== of.operand)
        return false;
      return part.indices.length === of.indices.length && part.indices.every((at, i) => matches(at, of.indices[i]!));
    }
    if (of.kind !== 'map' && of.kind !== 'binary' && of.kind !== 'cast') return false;
    const parts = operandsOf(of);
    const adds = of.kind === 'binary' && (of.name === 'add' || of.name === 'subtract');
    return isAlike(part, of) && operandsOf(part).every((each, i) => matches(each, parts[i]!, adds));
  };
  return matches(one, whole) && nestings.size === 1;
}

/** Whether nothing tells that a value is a number, or one element. */
function mayBeArray(term: Term): boolean {
  switch (term.kind) {
    case 'variable':
    case 'reshape':
      return true;
    case 'opaque':
      return term.key.startsWith('attribute ');
    case 'map':
    case 'binary':
    case 'cast':
    case 'refined':
      return operandsOf(term).some(mayBeArray);
    default:
      return false;
  }
}

/** An element of an array, by an index or in another loop; any number is taken for one of some indices. */
export function isElementOf(one: Term, array: Term): boolean {
  if (isIndices(array)) return true;
  const whole = array.kind === 'gather' && array.key === upTo ? array.operand : array;
  if (one.kind === 'element') return one.of === array || one.of === whole || unsorted(one.of) === unsorted(whole);
  return one.kind === 'gather' && one.key === pickOne && one.operand === whole;
}

/** The same operation, whatever it is of. */
function isAlike(a: Term, b: Term): boolean {
  switch (a.kind) {
    case 'map':
    case 'library':
      return b.kind === a.kind && a.name === b.name;
    case 'binary':
      return b.kind === 'binary' && a.name === b.name;
    case 'opaque':
      return b.kind === 'opaque' && a.key === b.key;
    case 'gather':
      return b.kind === 'gather' && a.key === b.key;
    case 'cast':
      return b.kind === 'cast' && a.format === b.format;
    case 'reduce':
      return b.kind === 'reduce' && a.name === b.name && a.keepdims === b.keepdims && a.axis.kind === b.axis.kind;
    case 'refined':
      return b.kind === 'refined';
    case 'stack':
    case 'join':
    case 'where':
      return a.kind === b.kind;
    default:
      return false;
  }
}
