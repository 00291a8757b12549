// log(1 + exp(x)) and log1p(exp(x)): where exp overflows the softplus is inf, although it is x itself there.
import type { Reason } from '../../findings.ts';
import { uncast } from '../../terms/bare.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { onePlusExp } from '../../terms/probability.ts';
import type { Term } from '../../terms/term.ts';
import { operandsOf } from '../../terms/walk.ts';
import type { Match, Proposal, Rule, RuleContext } from '../rule.ts';
import { toBaseAt } from '../shared/bases.ts';
import { logAt } from '../shared/lossLogs.ts';
import { notTaken, overflowOf, type Overflow } from '../shared/overflow.ts';
import { isMapPlace } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers, softplusByPairs, softplusByParts } from '../shared/softplus.ts';
import { isCappedAt } from '../shared/sources.ts';
import { shortened } from '../shared/wording.ts';

export const naiveSoftplus: Rule = { id: 'naive-softplus', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    const exponent = softplusExponent(at);
    const overflow = exponent && overflowOf(context, at, exponent);
    if (!overflow || isHarmless(context, at, overflow)) return [];
    const isNotTaken = overflow.isNotTaken || isCappedAt(context, at, exponent);
    // Of a number the other branch is run alone.
    if (isNotTaken && (isOfNumbers(at) || at.behaviour?.differentiates !== true)) return [];
    return [match(context, at, exponent, { ...overflow, isNotTaken })];
  });
}

/** As of a sigmoid: what is right without a word at run time and without a gradient. */
function isHarmless(context: RuleContext, at: Occurrence, { raises }: Overflow): boolean {
  const { behaviour } = at;
  const isSilent = behaviour?.overflow === 'silent' && !behaviour.differentiates;
  return !raises && isSilent && isBoundedAfter(context, at);
}

function softplusExponent(at: Occurrence): Term | undefined {
  const log = logAt(at);
  if (log) return onePlusExp(uncast(log.operand));
  if (!isMapPlace(at, 'log1p')) return undefined;
  const operand = uncast(at.term.operand);
  return operand.kind === 'map' && operand.name === 'exp' ? operand.operand : undefined;
}

function match(context: RuleContext, at: Occurrence, exponent: Term, overflow: Overflow): Match {
  const { format, subject, call, when, raises, reasons } = overflow;
  const short = shortened(subject);
  const gradient = at.behaviour?.differentiates ? ', and its gradient NaN' : '';
  const isRight = !raises && gradient === '' && isBoundedAfter(context, at);
  const aside = at.behaviour?.overflow === 'warns' ? ', with a warning at run time' : '';
  const larger = overflow.isNotTaken ? undefined : addedBack(context, at, exponent);
  const outcome = overflow.isNotTaken
    ? notTaken('softplus')
    : larger
      ? `this log-add-exp is right only where ${shortened(context.textOf(larger))} is the larger of the two`
      : isRight
        ? `tanh of this softplus is still right, 1${aside}`
        : `then this softplus is inf instead of ${short}${gradient}`;
  const chain: readonly Reason[] = raises
    ? []
    : [{ span: at.span, message: `log(inf) is inf, where the softplus is ${short}` }];
  return {
    at,
    message: raises
      ? `${call} raises an overflow error when ${when}, where this softplus is ${short}`
      : `${call} overflows ${format.name} when ${when}; ${outcome}`,
    format,
    subject,
    ...((isRight || larger) && { severity: 'hint' as const }),
    reasons: [...reasons, ...chain],
    proposals: () => toBaseAt(context.store, at, proposals(context, at, exponent)),
  };
}

/** The a of a + log1p(exp(b - a)): whoever takes it out may know that it is the larger one, which is not seen here. */
function addedBack({ computed }: RuleContext, at: Occurrence, exponent: Term): Occurrence | undefined {
  if (exponent.kind !== 'binary' || exponent.name !== 'subtract') return undefined;
  for (const { term, operands, form } of computed) {
    if (form !== 'expression' || term.kind !== 'binary' || term.name !== 'add') continue;
    if (![term.left, term.right].includes(at.term)) continue;
    const other = operands.find((operand) => operand.term === exponent.right);
    if (other) return other;
  }
  return undefined;
}

/** Whether nothing but tanh is taken of it: of inf that is 1, as it is of what the softplus would be. */
function isBoundedAfter({ computed, leaving }: RuleContext, { term }: Occurrence): boolean {
  const takers = computed.filter((place) => place.term !== term && operandsOf(place.term).includes(term));
  const isTanh = ({ term: taker }: Occurrence) => taker.kind === 'map' && taker.name === 'tanh';
  return takers.length > 0 && takers.every(isTanh) && leaving.every((place) => place.term !== term);
}

function proposals({ store }: RuleContext, at: Occurrence, x: Term): readonly Proposal[] {
  const title = {
    library: 'Replace with softplus',
    pairs: 'Replace with logaddexp(0, x)',
    parts: 'Take exp of -|x| only',
  };
  const library = valuePlan({ form: 'library', title: title.library, at, by: store.map('softplus', x) });
  if (isOfNumbers(at)) {
    const names = new Map([[x, 'z']]);
    return [library, valuePlan({ form: 'inline', title: title.parts, at, by: softplusByParts(store, x), names })];
  }
  return [library, valuePlan({ form: 'inline', title: title.pairs, at, by: softplusByPairs(store, x) })];
}
