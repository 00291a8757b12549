// What replaces a naive log-sum-exp: the library's, the same around the maximum, and where it is subtracted from what it
// is of, the log-softmax that the whole is.
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import { finiteOrZero } from '../../terms/finiteGuard.ts';
import type { LogSum } from '../../terms/logSum.ts';
import type { ReduceTerm, Term } from '../../terms/term.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { contains, isMapPlace, namesBehind } from '../shared/places.ts';
import { layered } from '../shared/finiteLogs.ts';
import { logSoftmax } from '../shared/logSoftmax.ts';
import { logAddExpByParts } from '../shared/pairs.ts';
import { valuePlan, type ValuePlan } from '../shared/plans.ts';
import { isOfNumbers } from '../shared/softplus.ts';
import { namedAt, sourceOf } from '../shared/sources.ts';
import { shortened, theExponent } from '../shared/wording.ts';
import { jointly } from './jointly.ts';
import { ofMixed, together } from './mixed.ts';
import { isTakenOneByOne, oneByOne } from './oneByOne.ts';
import { titles } from './titles.ts';

export function proposals(context: RuleContext, at: Occurrence, sum: LogSum): readonly Proposal[] {
  if (sum.kind === 'mixed') return ofMixed(context, at, sum);
  const shifted = sum.guarded && !isOfNumbers(at) && isMapPlace(at, 'log') ? jointly(context, at) : undefined;
  return [...(shifted ? [shifted] : []), ...ofExponentials(context, at, sum)];
}

/** Of nothing but exponentials, and a constant beside their sum that goes. */
function ofExponentials(context: RuleContext, at: Occurrence, sum: LogSum): readonly Proposal[] {
  const { reduce, exponents } = sum;
  if (!reduce) return ofPair(context, at, sum);
  const exponent = exponents[0]!;
  const whole = at.term.kind === 'map' ? subtraction(context, at, exponent) : undefined;
  const own = ofSum(context, at, sum, reduce);
  if (!whole || sum.kind !== 'sum' || sum.guarded) return own;
  const replaced = ofWhole(context, at, whole, reduce, exponent);
  return contains(whole, at) ? replaced : [...replaced, ...own];
}

function ofSum(context: RuleContext, at: Occurrence, sum: LogSum, reduce: ReduceTerm): readonly Proposal[] {
  const { store } = context;
  const { axis, keepdims } = reduce;
  const x = sum.exponents[0]!;
  const common = commonOf(context, at, sum);
  const around = (value: Term) => layered(store, sum.layers, value);
  const library: Proposal =
    sum.kind === 'mean'
      ? { form: 'library', title: titles.library, withheld: 'the library sums, and how many they are is not said here' }
      : valuePlan({
          ...common,
          form: 'library',
          title: titles.library,
          by: around(store.reduce('logsumexp', x, axis, keepdims)),
        });
  if (isOfNumbers(at) || isTakenOneByOne(context, at, x)) {
    // The elements may be those of a list, which has no arithmetic.
    const isComputed = !at.own || (x.kind !== 'variable' && namedAt(context, at, x) === undefined);
    if (isComputed) return [ofElements(context, at, sum, common)];
    return [library, ofElements(context, at, sum, common)];
  }
  const maximum = (keep: ReduceTerm['keepdims']) => store.reduce('max', x, axis, keep);
  const inner = maximum(axis.kind === 'all' ? keepdims : true);
  const shifted = store.map('exp', store.binary('subtract', x, finiteOrZero(store, inner)));
  const log = store.map('log', around(store.reduce(sum.kind === 'mean' ? 'mean' : 'sum', shifted, axis, keepdims)));
  const by = store.binary('add', around(maximum(keepdims)), log);
  const names = new Map([
    [x, 'logits'],
    [inner, 'm'],
  ]);
  return [library, valuePlan({ ...common, form: 'inline', title: titles.inline, by, names })];
}

type Common = Pick<ValuePlan, 'at' | 'assumptions' | 'meaning' | 'like' | 'unneeded' | 'doubts'>;

function commonOf(context: RuleContext, at: Occurrence, sum: LogSum): Common {
  const source = sourceOf(at, context.store.map('exp', sum.exponents[0]!));
  const exponentials = source && !contains(at, source) ? [source] : [];
  const subject = shortened(namedAt(context, at, sum.exponents[0]!) ?? theExponent);
  return {
    at,
    meaning: sum.guarded ? 'changed' : 'equal',
    assumptions: [`${subject} is a non-empty array of floating-point numbers`],
    doubts: sum.guarded ? ['the constant beside the sum goes'] : [],
    like: [],
    unneeded: [...exponentials, ...namesBehind(at, at.operands[0]!.term)],
  };
}

/** In a loop or for a list. */
function ofElements(context: RuleContext, at: Occurrence, sum: LogSum, common: Common): Proposal {
  const isPlain = sum.kind === 'sum' && !sum.guarded && sum.layers.length === 0;
  const found = isPlain ? oneByOne(context, at, { ...common, form: 'inline', title: titles.inline }) : undefined;
  return found ?? { form: 'inline', title: titles.inline, withheld: 'the exponentials are taken one by one' };
}

/** The place where the log-sum-exp is subtracted from what it is of, so that the whole is a log-softmax. */
function subtraction({ computed }: RuleContext, at: Occurrence, x: Term): Occurrence | undefined {
  return computed.find(({ term, form, operands }) => {
    if (form !== 'expression' || term.kind !== 'binary' || term.name !== 'subtract' || term.left !== x) return false;
    let right = operands[1];
    while (right && right !== at) {
      const [definition, ...more] = definitionsOf(right);
      if (!definition || more.length > 0) return false;
      if (definition === at) return true;
      const { kind } = definition.term;
      right = kind === 'reshape' || kind === 'cast' ? definition.operands[0] : undefined;
    }
    return right === at;
  });
}

function ofWhole(
  { store }: RuleContext,
  at: Occurrence,
  whole: Occurrence,
  { axis }: ReduceTerm,
  x: Term,
): readonly Proposal[] {
  const common = {
    at: whole,
    assumptions: ['the exponents are a non-empty array of floating-point numbers'],
    unneeded: [at],
  };
  const { shifted, logSum } = logSoftmax(store, x, axis, isOfNumbers(at));
  return [
    valuePlan({ ...common, form: 'library', title: titles.logSoftmax, by: store.library('log-softmax', x, axis) }),
    valuePlan({
      ...common,
      form: 'inline',
      title: titles.whole,
      by: store.binary('subtract', shifted, logSum),
      names: new Map([[shifted, 'shifted']]),
    }),
  ];
}

/** How many values may be added up one by one, each of which is written out several times. */
const mostAdded = 6;

/** log(exp(a) + exp(b)), and that of some more. */
function ofPair(context: RuleContext, at: Occurrence, { exponents, guarded }: LogSum): readonly Proposal[] {
  const { store } = context;
  const [first, second, ...more] = exponents as [Term, Term, ...Term[]];
  if (exponents.length > mostAdded || guarded) {
    return [{ form: 'library', title: titles.pair, withheld: 'it is of more than exponentials of a few values' }];
  }
  const by = more.reduce((sum, each) => store.binary('logaddexp', sum, each), store.binary('logaddexp', first, second));
  const library = valuePlan({ form: 'library', title: titles.pair, at, by });
  if (more.length > 0) {
    const inline = together(context, at);
    return [...(isOfNumbers(at) ? [] : [library]), ...(inline ? [inline] : [])];
  }
  const { value, largest } = logAddExpByParts(store, first, second);
  const names = new Map([[largest, 'm']]);
  const parts = valuePlan({ form: 'inline', title: titles.larger, at, by: value, names });
  return isOfNumbers(at) ? [parts] : [library, parts];
}
