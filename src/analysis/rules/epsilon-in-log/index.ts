// log(p + eps): the epsilon keeps the logarithm finite, and takes from the gradient what the loss was made for: the true
// one of ±1 becomes p / (p + eps). Where nothing takes gradients, it is the logarithm that ends, at log(eps).
import { formats, round } from '../../../kernels/index.ts';
import type { Reason, Severity } from '../../findings.ts';
import { limitIn } from '../../terms/defaults.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { byDraw, isDrawn } from '../shared/drawn.ts';
import { finiteLogs } from '../shared/finiteLogs.ts';
import {
  addedToOne,
  grouped,
  guardOf,
  isMeasured,
  isOfEntropy,
  lossLogs,
  shownKind,
  type LossLog,
} from '../shared/lossLogs.ts';
import { asWritten, atGap, byFormOnly, isTrained, oneGap, originOf, zeroGap } from '../shared/lossWording.ts';
import { inEachStatement } from '../shared/statements.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { epsilonsInDensities, largest } from './densities.ts';

export const epsilonInLog: Rule = { id: 'epsilon-in-log', find };

interface Epsilon {
  /** What is added: to a probability, or to what is 1 minus one; or to the 1 itself, in log(1 + eps - p). */
  readonly to: 'probability' | 'one';
  readonly value: Term | number;
}

function epsilonOf(loss: LossLog): Epsilon | undefined {
  const guard = guardOf(loss);
  if (guard) return guard.kind === 'epsilon' ? { to: 'probability', value: guard.value } : undefined;
  const value = addedToOne(loss);
  return value === undefined ? undefined : { to: 'one', value };
}

/** A number, or what a setting is unless another is given. */
function numberOf({ store }: RuleContext, { value }: Epsilon): number | undefined {
  return typeof value === 'number' ? value : limitIn(store, value);
}

function find(context: RuleContext): readonly Match[] {
  const guarded = lossLogs(context).filter((loss) => epsilonOf(loss) && isSure(context, loss));
  const found = grouped(guarded).flatMap((logs) => inEachStatement(context, logs, (some) => match(context, some)));
  const told = new Set(found.map(({ at }) => at));
  return [...found, ...epsilonsInDensities(context).filter(({ at }) => !told.has(at))];
}

/** What is added is an epsilon if it is a small number, or if the rest is a probability for sure without it. */
function isSure(context: RuleContext, loss: LossLog): boolean {
  if (isMeasured(context, loss, ['divergence'])) return false;
  const { form, inside } = loss;
  if (inside.layers.every((layer) => layer.kind !== 'epsilon' || isSmall(context.store, layer.value))) return true;
  return shownKind(loss) !== undefined || form?.kind === 'binary' || form?.kind === 'entropy' || form?.kind === 'focal';
}

function isSmall(store: TermStore, value: Term): boolean {
  const number = limitIn(store, value);
  return number !== undefined && number <= largest;
}

function match(context: RuleContext, logs: readonly [LossLog, ...LossLog[]]): Match {
  const worst = logs.find((log) => harmOf(context, log) !== 'floor') ?? logs[0];
  const [first] = logs;
  const epsilon = epsilonOf(worst)!; // that is what was looked for
  const harm = harmOf(context, worst);
  return {
    at: worst.at,
    message: `${messageOf(context, worst, epsilon, harm)}${byFormOnly(worst)}${byDraw(worst)}`,
    format: worst.format,
    subject: context.textOf(worst.argument),
    reasons: reasons(context, logs, epsilon, harm),
    severity: severityOf(first, worst, harm),
    proposals: () => finiteLogs(context, logs, [`without the floor of log(${spelt(context, epsilon)})`]),
  };
}

function severityOf(first: LossLog, worst: LossLog, harm: Harm): Severity {
  if (isDrawn(worst)) return 'hint';
  if (harm !== 'floor') return 'error';
  // Where nothing takes gradients, a loss that ends somewhere is neither NaN nor infinite.
  return shownKind(first) && !isOfEntropy(worst) && isTrained(worst) ? 'warning' : 'hint';
}

type Harm = 'floor' | 'vanishes' | 'negative';

/** Whether the epsilon does what it is there for, at a price, or does nothing, or makes it worse. */
function harmOf({ store }: RuleContext, loss: LossLog): Harm {
  const { inside, format } = loss;
  const data = formats[format.name];
  const guard = guardOf(loss);
  // 1 - (p + eps) is -eps where p is 1.
  if (guard && inside.within.includes(guard)) return 'negative';
  if (!guard) return round(inside.one, data) === 1 ? 'vanishes' : 'floor';
  const value = limitIn(store, guard.value);
  return value !== undefined && round(value, data) === 0 ? 'vanishes' : 'floor';
}

function spelt(context: RuleContext, epsilon: Epsilon): string {
  const { value } = epsilon;
  const number = numberOf(context, epsilon);
  if (number !== undefined) return asWritten(number);
  return typeof value === 'object' && value.kind === 'variable' ? value.name : 'epsilon';
}

function messageOf(context: RuleContext, loss: LossLog, epsilon: Epsilon, harm: Harm): string {
  const text = shortened(context.textOf(loss.argument));
  const name = spelt(context, epsilon);
  if (harm === 'vanishes' && epsilon.to === 'one') {
    return `1 + ${name} is 1 in ${loss.format.name}, which keeps nothing from 0: log(${text}) is -inf ${atGap(loss, oneGap(loss))}`;
  }
  if (harm === 'vanishes') {
    return `${name} is 0 in ${loss.format.name} and keeps nothing from 0: log(${text}) is -inf ${atGap(loss, zeroGap(loss))}`;
  }
  if (harm === 'negative') return `log(${text}) is NaN where the probability is 1: the epsilon is subtracted there`;
  return `the epsilon in log(${text}) ${floorOf(context, loss, epsilon, name)}`;
}

/** Whether it is only added where a condition holds: p + (p == 0) * eps */
function isConditional(loss: LossLog): boolean {
  const guard = guardOf(loss);
  const { term } = guard ?? {};
  return term?.kind === 'binary' && term.left !== guard?.value && term.right !== guard?.value;
}

/** What it does where the probability is small. */
function floorOf(context: RuleContext, loss: LossLog, epsilon: Epsilon, name: string): string {
  if (isConditional(loss)) return `is what is left ${atGap(loss, zeroGap(loss))}: log(${name}) whatever the logits are`;
  if (isOfEntropy(loss)) return `makes each p · log(p) of this entropy wrong by up to ${name}`;
  const value = numberOf(context, epsilon);
  const gap = value === undefined ? undefined : rounded(-Math.log(value));
  const where = gap === undefined ? `where the probability is as small as ${name}` : atGap(loss, gap);
  if (!isTrained(loss)) {
    return `keeps it from falling where it is needed: it is 0.69 too large ${where}, and never below ${gap === undefined ? `log(${name})` : `-${gap}`}`;
  }
  const twice = gap === undefined ? '' : `, all but ${name} of it at twice that`;
  return `takes the gradient away where it is needed: half of it ${where}${twice}`;
}

function reasons(context: RuleContext, logs: readonly LossLog[], epsilon: Epsilon, harm: Harm): readonly Reason[] {
  const [first] = logs as [LossLog];
  const name = spelt(context, epsilon);
  const value = numberOf(context, epsilon);
  const ofGradient = isTrained(first) && !isOfEntropy(first);
  const effect = {
    floor: isConditional(first)
      ? `${name} takes the place of a probability that has become 0, and does not depend on the logits`
      : ofGradient
        ? `the gradient of log(p + ${name}) is that of log(p) times p / (p + ${name}): half where p is ${name}, nearly 0 below`
        : `log(p + ${name}) is log(p) plus log(1 + ${name} / p)${isOfEntropy(first) ? `, and p times that less than ${name}` : ''}`,
    vanishes:
      epsilon.to === 'one'
        ? `${name} is less than half of what ${first.format.name} can tell from 1: their sum is 1`
        : `half the least number of ${first.format.name} is not below ${name}: rounded to the format it is 0`,
    negative: `1 - (p + ${name}) is -${name} where p is 1, and the log of it NaN`,
  };
  return [
    originOf(context, first),
    { span: first.argument.span, message: effect[harm] },
    ...(harm === 'floor' && value !== undefined && !isOfEntropy(first)
      ? [{ span: first.at.span, message: `the loss cannot exceed -log(${name}) = ${rounded(-Math.log(value))}` }]
      : []),
  ];
}
