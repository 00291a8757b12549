// A product of many numbers below 1 is 0 in floating point, and its logarithm -inf; the sum of their logarithms is not.
import { formats } from '../../../kernels/index.ts';
import type { Reason } from '../../findings.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import { bare } from '../../terms/bare.ts';
import { eachOf } from '../../terms/elements.ts';
import { hasExponential } from '../../terms/summedExponentials.ts';
import { complementOf, unwrap } from '../../terms/logarithm.ts';
import { madeOf } from '../../terms/recursion.ts';
import type { ReduceTerm, Term } from '../../terms/term.ts';
import type { Match, Proposal, Rule, RuleContext } from '../rule.ts';
import { logAt } from '../shared/lossLogs.ts';
import { formatAt } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isKeptPositive } from '../shared/sources.ts';
import { shortened } from '../shared/wording.ts';
import { isProbable } from './factors.ts';
import { shownByForm } from './forms.ts';
import { ofForm, ofOutcome, ofProducts, ofStep } from './messages.ts';
import { recursions, whatIsLost } from './recursions.ts';

export const productOfProbabilities: Rule = { id: 'product-of-probabilities', find };

function find(context: RuleContext): readonly Match[] {
  const logs = context.computed.flatMap((at) => {
    const product = productIn(logAt(at)?.operand);
    return product && canUnderflow(context, product) ? [match(context, at, product, true)] : [];
  });
  const told = new Set(logs.map(({ product }) => product));
  const alone = context.computed.flatMap((at) => {
    const { term, form } = at;
    if (form !== 'expression' || !isProduct(term) || told.has(term) || !isOfProbabilities(context, term)) return [];
    return [match(context, at, term, false)];
  });
  const toldAlone = new Set(alone.map(({ product }) => product));
  const sums = context.computed.filter((at) => {
    if (told.has(productIn(logAt(at)?.operand)!) || !losesProducts(context, at)) return false;
    return ![...partsOf(whatIsLost(at)!.of)].some((part) => isProduct(part) && toldAlone.has(part));
  });
  const forms = context.computed.flatMap((at) => {
    const shown = shownByForm(context, at);
    return shown && canUnderflow(context, shown.product) && !toldAlone.has(shown.product)
      ? [ofForm(context, shown)]
      : [];
  });
  const { steps, outcomes } = recursions(context);
  return [
    ...[...logs, ...alone].map(({ found }) => found),
    ...forms,
    ...sums.map((at) => ofProducts(context, at)),
    ...steps.map((step) => ofStep(context, step)),
    ...outcomes.map((outcome) => ofOutcome(context, outcome)),
  ];
}

/** Whether the logarithm is taken of a sum of products, or one of them is divided by it, as of the densities of a mixture. */
function losesProducts(context: RuleContext, at: Occurrence): boolean {
  if (at.form !== 'expression') return false;
  const lost = whatIsLost(at);
  if (!lost || ![...partsOf(lost.of)].some((part) => isOfDensities(context, part))) return false;
  const { term } = at;
  const isOfOthers = term.kind === 'binary' && ![...partsOf(term.left)].some(isProduct);
  return !isOfOthers && !isKeptPositive(context, at, lost.of);
}

function isOfDensities(context: RuleContext, term: Term): boolean {
  return isProduct(term) && hasExponential(term.operand) && isProbable(context, term.operand);
}

function partsOf(term: Term): ReadonlySet<Term> {
  const seen = new Set([term]);
  for (const part of seen) for (const each of madeOf(part)) seen.add(each);
  return seen;
}

function isProduct(term: Term): term is ReduceTerm {
  return term.kind === 'reduce' && term.name === 'product';
}

/** The product that a logarithm is taken of, whatever is added to it. */
function productIn(operand: Term | undefined): ReduceTerm | undefined {
  if (!operand) return undefined;
  const inner = bare(unwrap(operand).inner);
  return isProduct(inner) ? inner : undefined;
}

/** Sizes are whole numbers: a product of what is known to be 1 or more does not become 0. */
function canUnderflow({ bounds }: RuleContext, { operand }: ReduceTerm): boolean {
  const isWritten = operand.kind === 'stack' || (eachOf(operand) ?? operand).kind === 'constant';
  return !isWritten && bounds.low(operand) < 1 && !isSize(operand) && !isAboutOne(operand);
}

/** 1 + x: a growth, of which some hundred leave a number. */
function isAboutOne(term: Term): boolean {
  if (term.kind === 'cast' || term.kind === 'element') return isAboutOne(term.kind === 'cast' ? term.operand : term.of);
  if (term.kind !== 'binary' || term.name !== 'add') return false;
  return [term.left, term.right].some((part) => part.kind === 'constant' && part.value === 1);
}

/** What is not followed but counted: a shape, a length. */
function isSize(term: Term): boolean {
  return term.kind === 'opaque' && term.range !== undefined && term.range.low === 0 && term.range.high === Infinity;
}

function isOfProbabilities({ store, bounds }: RuleContext, { operand }: ReduceTerm): boolean {
  const isProbability = (term: Term) => probabilityOf(store, bounds, unwrap(term).inner) !== undefined;
  const { inner } = unwrap(operand);
  if (inner.kind !== 'where') return isProbability(inner);
  // That of what happened, or that of what did not.
  return [inner.yes, inner.no].every((outcome) => isProbability(complementOf(outcome)?.of ?? outcome));
}

function match(context: RuleContext, at: Occurrence, product: ReduceTerm, isLog: boolean) {
  const format = formatAt(context, product.operand, at);
  const text = shortened(context.textOf(at.operands[0] ?? at));
  const least = formats[format.name].minSubnormal.toExponential(1);
  const factors = 1 - Math.log2(formats[format.name].minSubnormal);
  const message = isLog
    ? `log of the product ${text} is -inf as soon as the product becomes 0 in ${format.name}: ${factors} factors of 0.5 do that`
    : `a product of probabilities becomes 0 in ${format.name}: ${factors} factors of 0.5 do that`;
  const reasons: Reason[] = [
    {
      span: at.span,
      message: `a product of numbers below 1 is soon below ${least}, the least number of ${format.name}`,
    },
    { span: at.span, message: isLog ? 'then it is 0, and log(0) is -inf' : 'then it is 0, however likely it was' },
  ];
  const subject = context.textOf(at.operands[0] ?? at);
  const found: Match = {
    at,
    message,
    format,
    subject,
    reasons,
    severity: isOfProbabilities(context, product) ? 'warning' : 'hint',
    proposals: () => (isLog ? [proposal(context, at, product)] : []),
  };
  return { product, found };
}

function proposal({ store, bounds }: RuleContext, at: Occurrence, product: ReduceTerm): Proposal {
  const title = 'Sum the logarithms';
  const { term } = at;
  if (term.kind !== 'map' || term.operand !== product) {
    return { form: 'inline', title, withheld: 'something is done to the product before its logarithm is taken' };
  }
  const { operand, axis, keepdims } = product;
  const probability = probabilityOf(store, bounds, operand);
  const [form, logs] = probability
    ? (['library', logOf(store, probability)] as const)
    : (['inline', store.map('log', operand)] as const);
  const by = store.reduce('sum', logs, axis, keepdims);
  // Two factors below 0 have a product with a logarithm, and have none themselves.
  const doubts = probability || bounds.low(operand) >= 0 ? [] : ['factors may be negative'];
  return valuePlan({ form, title, at, by, assumptions: ['every factor is positive'], doubts });
}

function logOf(store: RuleContext['store'], { kind, logits, axis }: Probability): Term {
  return kind === 'softmax' ? store.library('log-softmax', logits, axis) : store.map('log-sigmoid', logits);
}
