// How far two things are apart, and whether they can be.
import { isAttribute } from './attributes.ts';
import { eachOf } from './elements.ts';
import { pickOne } from './gathers.ts';
import { isInnerProduct } from './innerProduct.ts';
import { distanceBetween, isSquaredDistance } from './bounds/distance.ts';
import { rootOf } from './square.ts';
import type { Term } from './term.ts';
import { subterms } from './walk.ts';

/**
 * Whether a value is the distance between points of two different sets, or grows with it: of one set, each point is at
 * distance 0 from itself. Only distances that are added up over coordinates: an (x - m)² of its own is a kernel on a grid
 * that m is on.
 */
export function isDistanceBetweenTwo(term: Term): boolean {
  return isDistance(term, areApart);
}

/** Whether a value is the distance between points of one set, or grows with it. */
export function isDistanceWithinOne(term: Term): boolean {
  return isDistance(term, areOfOne);
}

type OfSets = (a: Term, b: Term) => boolean;

function isDistance(term: Term, areWanted: OfSets): boolean {
  const within = (part: Term) => isDistance(part, areWanted);
  switch (term.kind) {
    case 'cast':
    case 'reshape':
    case 'refined':
      return within(term.operand);
    case 'gather': {
      // One of a list of distances, or the list.
      const each = eachOf(term);
      return each !== undefined && within(each);
    }
    case 'map':
      return (term.name === 'sqrt' || term.name === 'square' || term.name === 'neg') && within(term.operand);
    case 'opaque': {
      const between = distanceBetween(term);
      // Of one set alone, those of each point from each other one: pdist(x).
      if (between) return areWanted(between[0]!, between[1] ?? between[0]!);
      return (
        isInnerProduct(term) && term.operands[0] === term.operands[1] && isDifference(term.operands[0]!, areWanted)
      );
    }
    case 'reduce':
      if (term.name === 'norm') return isDifference(term.operand, areWanted);
      return term.name === 'sum' && isMagnitude(term.operand, areWanted);
    case 'binary':
      if (isSquaredDistance(term)) return productsIn(term).some(([a, b]) => areWanted(a, b));
      if (term.name === 'add') return isByCoordinates(term, areWanted);
      if (term.name === 'multiply') return [term.left, term.right].some(within);
      return (term.name === 'divide' || term.name === 'power') && within(term.left);
    default:
      return false;
  }
}

/** |a - b| or (a - b)² */
function isMagnitude(term: Term, areWanted: OfSets): boolean {
  const of = term.kind === 'map' && term.name === 'abs' ? term.operand : rootOf(term);
  return of !== undefined && isDifference(of, areWanted);
}

function isDifference(term: Term, areWanted: OfSets): boolean {
  if (term.kind === 'cast' || term.kind === 'reshape') return isDifference(term.operand, areWanted);
  return term.kind === 'binary' && term.name === 'subtract' && areWanted(term.left, term.right);
}

/** (p.x - q.x)² + (p.y - q.y)²: each coordinate is one of the same two points. */
function isByCoordinates(sum: Term, areWanted: OfSets): boolean {
  const roots = addends(sum).map((addend) => unscaled(rootOf(unscaled(addend)) ?? addend));
  const sides = roots.map((root) => root.kind === 'binary' && root.name === 'subtract' && [root.left, root.right]);
  if (!sides.every((each) => each !== false) || new Set(roots).size < roots.length) return false;
  const [a, b] = [0, 1].map((side) => new Set(sides.map((each) => pointOf(each[side]!))));
  const [[first], [second]] = [[...a!], [...b!]];
  return a!.size === 1 && b!.size === 1 && first !== undefined && second !== undefined && areWanted(first, second);
}

function unscaled(term: Term): Term {
  return term.kind === 'binary' && term.name === 'divide' ? unscaled(term.left) : term;
}

function addends(sum: Term): readonly Term[] {
  return sum.kind === 'binary' && sum.name === 'add' ? [...addends(sum.left), ...addends(sum.right)] : [sum];
}

/** What has a value as a coordinate: the point of p.x and of p[0]. */
function pointOf(coordinate: Term): Term | undefined {
  if (coordinate.kind === 'opaque') return isAttribute(coordinate) ? coordinate.operands[0] : undefined;
  const [index, ...more] = coordinate.kind === 'gather' && coordinate.key === pickOne ? coordinate.indices : [];
  return index?.kind === 'constant' && more.length === 0 && coordinate.kind === 'gather'
    ? coordinate.operand
    : undefined;
}

/** The operands of the inner products in a sum. */
function productsIn(term: Term): readonly (readonly [Term, Term])[] {
  const found = [...subterms(term)].filter(isInnerProduct);
  return found.map(({ operands }) => [operands[0]!, operands[1]!] as const);
}

/** Whether two values are of different arrays, neither made of the other. */
function areApart(a: Term, b: Term): boolean {
  const [first, second] = [setOf(a), setOf(b)];
  if (first.kind === 'constant' || second.kind === 'constant') return false;
  return !subterms(first).has(second) && !subterms(second).has(first);
}

function areOfOne(a: Term, b: Term): boolean {
  return setOf(a) === setOf(b) && setOf(a).kind !== 'constant';
}

/** The array that points are picked from. */
function setOf(term: Term): Term {
  switch (term.kind) {
    case 'cast':
    case 'reshape':
    case 'refined':
    case 'gather':
      return setOf(term.operand);
    case 'element':
      return setOf(term.of);
    case 'binary':
      // -2 * X
      if (term.name === 'multiply' && term.left.kind === 'constant') return setOf(term.right);
      return term.name === 'multiply' && term.right.kind === 'constant' ? setOf(term.left) : term;
    default:
      return term;
  }
}
