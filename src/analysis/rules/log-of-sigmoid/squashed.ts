// log(1 - tanh(u)²), which is log(4 sigmoid(2u) sigmoid(-2u)): the tanh is 1 or -1 from a small u on.
import { formats } from '../../../kernels/index.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { squashedIn } from '../../terms/squashing.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { ofZero, whyOfZero } from '../shared/lossWording.ts';
import { formatAt, leftBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers } from '../shared/softplus.ts';
import { boundsAt, isKeptPositive, namedAt } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';

export function logsOfSlopes(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    const { term, form, operands } = at;
    const u = form === 'expression' && term.kind === 'map' ? squashedIn(term) : undefined;
    if (!u || term.kind !== 'map' || operands[0]?.term !== term.operand) return [];
    return isKeptPositive(context, at, term.operand) ? [] : (match(context, at, operands[0], u) ?? []);
  });
}

function match(context: RuleContext, at: Occurrence, argument: Occurrence, u: Term): Match | undefined {
  const format = formatAt(context, u, at);
  // 1 - tanh(u) is 2 exp(-2u), and lost beside 1 below half a step of the numbers under it.
  const one = Math.log(4 / formats[format.name].unitRoundoff) / 2;
  const { low, high } = boundsAt(context, at).of(u);
  if (high < one && low > -one) return undefined;
  const subject = namedAt(context, at, u) ?? 'what the tanh is of';
  const name = shortened(subject);
  const { outcome, gradient } = ofZero(at);
  const what = at.term.kind === 'map' && at.term.name === 'log1p' ? 'log1p' : 'log';
  const text = shortened(context.textOf(argument));
  return {
    at,
    message: `${what}(${text}) ${outcome} in ${format.name} when |${name}| > ${rounded(one)}${gradient}`,
    format,
    subject,
    reasons: [
      {
        span: argument.span,
        message: `the tanh of ${name} is 1 or -1 exactly when |${name}| > ${rounded(one)} (${format.name})`,
      },
      whyOfZero(at),
    ],
    proposals: () => proposals(context.store, at, argument, u),
  };
}

/** The squared tanh is lost beside 1 near 0 as well: there the two are equal but for that. */
const tolerance = 1e-6;

function proposals(store: TermStore, at: Occurrence, argument: Occurrence, u: Term): readonly Proposal[] {
  const tanh = store.map('tanh', u);
  const unneeded = leftBehind(at, (value) => value === argument.term || value === tanh);
  const plan = { at, unneeded, tolerance };
  const written = valuePlan({ ...plan, form: 'inline', title: 'Take exp of -|x| only', by: byParts(store, u) });
  if (isOfNumbers(at)) return [written];
  return [valuePlan({ ...plan, form: 'library', title: 'Replace with softplus', by: bySoftplus(store, u) }), written];
}

/** 2 (log(2) - u - softplus(-2u)) */
function bySoftplus(store: TermStore, u: Term): Term {
  return twice(store, u, store.map('softplus', store.binary('multiply', store.constant(-2), u)));
}

/** 2 (log(2) - |u| - log1p(exp(-2|u|))) */
function byParts(store: TermStore, u: Term): Term {
  const size = store.map('abs', u);
  const decaying = store.map('exp', store.binary('multiply', store.constant(-2), size));
  return twice(store, size, store.map('log1p', decaying));
}

function twice(store: TermStore, size: Term, tail: Term): Term {
  const left = store.binary('subtract', store.constant(Math.LN2), size);
  return store.binary('multiply', store.constant(2), store.binary('subtract', left, tail));
}
