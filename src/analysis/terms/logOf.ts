// The logarithm of a value that exponentials and probabilities make up, without taking it: log(exp(x)) is x, of a sum it is
// a log-sum-exp, of a softmax a log-softmax.
import { uncast } from './bare.ts';
import type { Bounds } from './bounds/bounds.ts';
import { isTest } from './comparison.ts';
import { asRunning, runningLogSum } from './runningSum.ts';
import type { TermStore } from './store.ts';
import type { BinaryTerm, ReduceTerm, Term, WhereTerm } from './term.ts';

/**
 * The logarithm of a term, of its shape. Undefined where it would have to be taken of something that is neither a number
 * nor known to be above 0.
 */
export function logOf(store: TermStore, bounds: Bounds, term: Term): Term | undefined {
  const of = (part: Term) => logOf(store, bounds, part);
  switch (term.kind) {
    case 'constant':
      return term.value > 0 ? store.constant(Math.log(term.value)) : undefined;
    case 'map':
      if (term.name === 'exp') return term.operand;
      if (term.name === 'sigmoid') return store.map('log-sigmoid', term.operand);
      return plainLog(store, bounds, term);
    case 'library':
      return term.name === 'softmax' ? store.library('log-softmax', term.operand, term.axis) : undefined;
    case 'cast':
      return wrapped(of(term.operand), (inner) => store.cast(inner, term.format));
    case 'reshape':
      return wrapped(of(term.operand), (inner) => store.reshape(term.change, inner));
    case 'gather':
      return wrapped(of(term.operand), (inner) => store.gather(inner, term.key, term.indices));
    case 'where':
      return ofChoice(store, of, term);
    case 'reduce':
      return ofReduction(store, bounds, of, term);
    case 'binary':
      return ofBinary(store, bounds, of, term);
    case 'opaque': {
      const running = asRunning(term);
      if (running?.name !== 'sum') return plainLog(store, bounds, term);
      return wrapped(of(running.of), (inner) => runningLogSum(store, inner, running.axis));
    }
    default:
      return plainLog(store, bounds, term);
  }
}

type Recurse = (term: Term) => Term | undefined;

function wrapped(inner: Term | undefined, around: (inner: Term) => Term): Term | undefined {
  return inner && around(inner);
}

/** Of what cannot be 0: log(0) is -inf, and its gradient would be NaN. */
function plainLog(store: TermStore, bounds: Bounds, term: Term): Term | undefined {
  return bounds.low(term) > 0 ? store.map('log', term) : undefined;
}

/** What is left out of a sum counts for -inf. */
function ofChoice(store: TermStore, of: Recurse, { condition, yes, no }: WhereTerm): Term | undefined {
  const branch = (part: Term) => (isZero(part) ? store.constant(-Infinity) : of(part));
  const [ifSo, otherwise] = [branch(yes), branch(no)];
  return ifSo && otherwise && store.where(condition, ifSo, otherwise);
}

function isZero(term: Term): boolean {
  return term.kind === 'constant' && term.value === 0;
}

function ofReduction(store: TermStore, bounds: Bounds, of: Recurse, term: ReduceTerm): Term | undefined {
  if (term.name !== 'sum') return plainLog(store, bounds, term);
  return wrapped(of(term.operand), (inner) => store.reduce('logsumexp', inner, term.axis, term.keepdims));
}

/** What a test is multiplied with counts where the test holds. */
function ofMasked(store: TermStore, of: Recurse, { left, right }: BinaryTerm): Term | undefined {
  const nothing = store.constant(-Infinity);
  for (const [mask, value] of [[right, left] as const, [left, right] as const]) {
    if (isTest(mask)) return wrapped(of(value), (inner) => store.where(uncast(mask), inner, nothing));
    const within = complementOfTest(mask);
    if (within) return wrapped(of(value), (inner) => store.where(uncast(within), nothing, inner));
  }
  return undefined;
}

/** The test of 1 - test. */
function complementOfTest(term: Term): Term | undefined {
  if (term.kind !== 'binary' || term.name !== 'subtract' || !isTest(term.right)) return undefined;
  return term.left.kind === 'constant' && term.left.value === 1 ? term.right : undefined;
}

/** A constant factor comes last, and is subtracted where it is less than 1. */
function ofScaled(store: TermStore, of: Recurse, { left, right }: BinaryTerm): Term | undefined {
  const [factor, value] = left.kind === 'constant' ? [left, right] : [right, left];
  if (factor.kind !== 'constant' || factor.value <= 0) return undefined;
  const [name, by] = factor.value < 1 ? (['subtract', 1 / factor.value] as const) : (['add', factor.value] as const);
  return wrapped(of(value), (inner) => store.binary(name, inner, store.constant(Math.log(by))));
}

function ofBinary(store: TermStore, bounds: Bounds, of: Recurse, term: BinaryTerm): Term | undefined {
  const { name, left, right } = term;
  const join = (by: BinaryTerm['name']) => {
    const first = of(left);
    const second = first && of(right);
    return second && store.binary(by, first, second);
  };
  switch (name) {
    case 'add':
      return join('logaddexp');
    case 'multiply':
      return ofMasked(store, of, term) ?? ofScaled(store, of, term) ?? join('add');
    case 'divide':
      return join('subtract');
    default:
      return plainLog(store, bounds, term);
  }
}
