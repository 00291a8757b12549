// A maximum that is kept up over the rounds of a loop and starts at 0: it never is below 0, and where all logits are far below
// that, every exponential is 0.
import { expZero, formats } from '../../../kernels/index.ts';
import { bare } from '../../terms/bare.ts';
import { definitionsOf, nearest, type Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, RuleContext } from '../rule.ts';
import { formatAt, isMapPlace } from '../shared/places.ts';
import { rounded, shortened } from '../shared/wording.ts';

export function runningFromZero(context: RuleContext, at: Occurrence): Match | undefined {
  if (!isMapPlace(at, 'exp')) return undefined;
  const exponent = unrefined(at.term.operand);
  if (exponent.kind !== 'binary' || exponent.name !== 'subtract') return undefined;
  const { left: logits, right: maximum } = exponent;
  const before = carriedIn(maximum) ?? (isCarried(maximum) ? maximum : undefined);
  const rescaledTo = maximum === before ? logits : maximum;
  if (!before || logits === before || !isRescaled(context, before, rescaledTo)) return undefined;
  const head = nearest(at, (place) => place.form === 'loop' && place.term === before);
  const isEnd = (term: Term) => bare(term) === bare(maximum) || (maximum === before && carriedIn(term) === before);
  const definitions = head ? definitionsOf(head) : [];
  const starts = definitions.filter(({ term }) => !isEnd(term));
  // Where there are branches on which of two is larger, the loop leaves the larger one.
  if (maximum === before && starts.length === definitions.length) return undefined;
  if (starts.length === 0 || !starts.every(({ term }) => isZero(context, term))) return undefined;
  const format = formatAt(context, exponent, at);
  const zero = expZero(formats[format.name]);
  if (context.bounds.low(logits) >= zero) return undefined;
  const short = shortened(context.textOf(at.operands[0] ?? at));
  return {
    at,
    message: `the running maximum starts at 0: where all logits are below ${rounded(zero)}, exp(${short}) is 0 in every round, and so is the sum (${format.name})`,
    format,
    subject: context.textOf(at.operands[0] ?? at),
    reasons: [
      ...starts.filter(({ own }) => own).map(({ span }) => ({ span, message: 'it starts here, and not at -inf' })),
      { span: at.span, message: 'the largest exponent is not 0 then' },
    ],
    proposals: () => [],
  };
}

/** The m of maximum(m, …) that the rounds of a loop carry around. */
function carriedIn(maximum: Term): Term | undefined {
  const inner = bare(maximum);
  if (inner.kind !== 'binary' || inner.name !== 'maximum') return undefined;
  return [inner.left, inner.right].find(isCarried);
}

function isCarried(term: Term): boolean {
  return term.kind === 'variable' && term.role === 'loop';
}

function unrefined(term: Term): Term {
  return term.kind === 'refined' ? term.operand : term;
}

/** exp(m - max(m, x)) brings what was added up before to the new maximum. */
function isRescaled({ computed, store }: RuleContext, before: Term, maximum: Term): boolean {
  const rescaled = store.map('exp', store.binary('subtract', before, maximum));
  return computed.some(
    ({ term }) => term.kind === 'map' && term.name === 'exp' && store.map('exp', unrefined(term.operand)) === rescaled,
  );
}

/** 0, or an array of zeros. */
function isZero({ bounds }: RuleContext, term: Term): boolean {
  return bounds.low(term) === 0 && bounds.high(term) === 0;
}
