// exp(x) - 1 and log(1 + x) of a small x: 1 swallows the digits of x, which expm1 and log1p keep.
import { formats } from '../../../kernels/index.ts';
import type { Bounds } from '../../terms/bounds/bounds.ts';
import { logisticOf } from '../../terms/logistic.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import { hasExponential } from '../../terms/summedExponentials.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { contains, formatAt, isMapPlace } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { boundsAt, namedAt } from '../shared/sources.ts';
import { shortened } from '../shared/wording.ts';

export const log1pExpm1: Rule = { id: 'log1p-expm1', find };

function find(context: RuleContext): readonly Match[] {
  const quotients = new Set(
    context.computed.flatMap(({ term }) => (logisticOf(context.store, term) && 'left' in term ? [term.left] : [])),
  );
  return context.computed.flatMap((at) => {
    const found = lessOne(context, at, quotients) ?? ofOnePlus(context, at) ?? ofOneLess(context, at);
    // What is written down is seen to be what it is.
    return found && !isLiteral(at.term) ? [found] : [];
  });
}

/** Whether a value is made of numbers only, or of steps between two. */
function isLiteral(term: Term): boolean {
  return [...subterms(term)].every((part) => {
    if (part.kind === 'opaque') return part.range !== undefined && Number.isFinite(part.range.high - part.range.low);
    return part.kind !== 'variable';
  });
}

/** Where exp(x) is far from 1 nothing is lost. */
const near = 1;

/**
 * Whether the digits of a small x count: where exp(x) - 1 is divided by it, or the other way round, and where its logarithm is
 * taken, which is -inf as soon as they are lost. Beside other numbers, as in an ELU, hardly any of them do.
 */
function counts({ computed }: RuleContext, difference: Term, x: Term): boolean {
  return computed.some(({ term }) => {
    if (term.kind === 'map') return term.name === 'log' && term.operand === difference;
    if (term.kind !== 'binary' || term.name !== 'divide') return false;
    const other = term.left === difference ? term.right : term.right === difference ? term.left : undefined;
    return other !== undefined && subterms(other).has(x) && !hasExponential(other);
  });
}

function lessOne(context: RuleContext, at: Occurrence, quotients: ReadonlySet<Term>): Match | undefined {
  const { term, form, operands } = at;
  const [exponential] = operands;
  if (form !== 'expression' || term.kind !== 'binary' || term.name !== 'subtract' || !isOne(term.right))
    return undefined;
  if (!exponential || !isMapPlace(exponential, 'exp') || !contains(at, exponential) || quotients.has(term))
    return undefined;
  const x = exponential.term.operand;
  const bounds = boundsAt(context, at);
  if (x.kind === 'constant' || bounds.low(x) > near || bounds.high(x) < -near) return undefined;
  if (!counts(context, term, x)) return undefined;
  return match(context, at, x, 'exp(x) - 1', 'expm1', context.store.map('expm1', x));
}

function ofOnePlus(context: RuleContext, at: Occurrence): Match | undefined {
  if (!isMapPlace(at, 'log')) return undefined;
  const small = addedToOne(context.store, at.term.operand);
  if (!small || !isSmall(boundsAt(context, at), small.y) || isAdded(context, at)) return undefined;
  return match(context, at, small.y, small.text, 'log1p', context.store.map('log1p', small.by));
}

/** log(1 - exp(x)) of any x: near 0 it is a difference of two that are nearly 1, and log(0) where x is lost beside 1. */
function ofOneLess(context: RuleContext, at: Occurrence): Match | undefined {
  if (!isMapPlace(at, 'log')) return undefined;
  const { operand } = at.term;
  const isDifference = operand.kind === 'binary' && operand.name === 'subtract' && isOne(operand.left);
  if (!isDifference || operand.right.kind !== 'map' || operand.right.name !== 'exp') return undefined;
  const x = operand.right.operand;
  const bounds = boundsAt(context, at);
  // Of a log-probability other rules tell.
  if (isLogProbability(x) || bounds.high(x) < -near || bounds.high(x) <= 0 || bounds.low(x) > 0) return undefined;
  const { store } = context;
  return match(context, at, x, 'log(1 - exp(x))', 'expm1', store.map('log', store.map('neg', store.map('expm1', x))));
}

function isLogProbability(term: Term): boolean {
  const isOne = (part: Term) => part.kind === 'library' && part.name === 'log-softmax';
  return [...subterms(term)].some((part) => isOne(part) || (part.kind === 'map' && part.name === 'log-sigmoid'));
}

const known = new WeakMap<readonly Occurrence[], ReadonlySet<Occurrence>>();

/** Beside a larger number, as in max(x, 0) + log(1 + exp(-|x|)), the digits that are lost hardly count. */
function isAdded({ computed }: RuleContext, at: Occurrence): boolean {
  let addends = known.get(computed);
  if (!addends) {
    const sums = computed.filter(
      ({ term }) => term.kind === 'binary' && (term.name === 'add' || term.name === 'subtract'),
    );
    known.set(computed, (addends = new Set(sums.flatMap(({ operands }) => operands))));
  }
  return addends.has(at);
}

interface Small {
  readonly y: Term;
  readonly by: Term;
  readonly text: string;
}

function addedToOne(store: TermStore, operand: Term): Small | undefined {
  if (operand.kind !== 'binary') return undefined;
  const { name, left, right } = operand;
  if (name === 'subtract') {
    return isOne(left) ? { y: right, by: store.map('neg', right), text: 'log(1 - x)' } : undefined;
  }
  if (name !== 'add') return undefined;
  const y = isOne(left) ? right : isOne(right) ? left : undefined;
  return y && { y, by: y, text: 'log(1 + x)' };
}

/** An exp of what is never positive: most of its values are small. Of 1 minus a softmax nll-of-probabilities says more. */
function isSmall(bounds: Bounds, y: Term): boolean {
  return y.kind === 'map' && y.name === 'exp' && bounds.high(y.operand) <= 0;
}

function isOne(term: Term): boolean {
  return term.kind === 'constant' && term.value === 1;
}

function match(context: RuleContext, at: Occurrence, x: Term, form: string, name: string, by: Term): Match {
  const format = formatAt(context, x, at);
  const subject = namedAt(context, at, x) ?? context.textOf(at);
  const short = shortened(subject);
  const least = formats[format.name].unitRoundoff.toPrecision(3);
  const lost = form.startsWith('log(1 - exp') ? 'log(0)' : '0';
  return {
    at,
    message: `${form.replaceAll('x)', `${short})`)} loses the digits of a small ${short}: it is ${lost} in ${format.name} when |${short}| < ${least}`,
    format,
    subject,
    severity: 'hint',
    reasons: [{ span: at.span, message: `beside 1 only what is larger than ${least} is kept (${format.name})` }],
    proposals: () => [
      valuePlan({ form: 'library', title: `Replace with ${name}`, at, by, tolerance: 1e-6, mayOverflow: true }),
    ],
  };
}
