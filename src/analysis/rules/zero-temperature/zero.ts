// What in the code lets a divisor be 0. Unknown values are taken to be what they are meant to be.
import { isAttribute } from '../../terms/attributes.ts';
import { isTest } from '../../terms/comparison.ts';
import { definitionsOf, nearest, type Occurrence } from '../../terms/occurrence.ts';
import { defaultIn } from '../../terms/defaults.ts';
import type { BinaryTerm, GatherTerm, OpaqueTerm, Term, VariableTerm } from '../../terms/term.ts';
import { operandsOf, substitute, subterms } from '../../terms/walk.ts';
import { someOf } from '../../terms/gathers.ts';
import { countedBy } from '../../terms/indices.ts';
import type { RuleContext } from '../rule.ts';
import { countsToZero } from './countdown.ts';
import { withZeros, zeroByName } from './settings.ts';
import { isZeroAtEnd, isZeroAtLimit, isZeroWhereReached } from './schedule.ts';

/**
 * Why a divisor can be 0, if the code says so.
 * @param divisor - the place of `term`
 */
export function zeroOf(context: RuleContext, divisor: Occurrence, term: Term): string | undefined {
  switch (term.kind) {
    case 'constant':
      return term.value === 0 ? 'it is 0' : undefined;
    case 'cast':
      return zeroOf(context, divisor, term.operand);
    case 'map':
      // round(t, 1)
      return term.name === 'round' || term.name === 'abs'
        ? zeroOf(context, divisor, term.operand)
        : zeroByFloor(context, term);
    case 'element':
      return isTestedIn(context, term, divisor) ? undefined : zeroAmong(context, term.of);
    case 'where':
      return zeroInBranch(context, divisor, term, [term.yes, term.no]);
    case 'join':
      return zeroInBranch(context, divisor, term, term.items);
    case 'variable':
      return term.role === 'loop' ? zeroInLoop(context, divisor, term, 0) : zeroGiven(context, term);
    case 'opaque':
    case 'gather':
      if (isTest(term)) return zeroInBranch(context, divisor, term, [context.store.constant(0)]);
      return zeroLeft(context, term);
    case 'binary': {
      if (isTestedIn(context, term, divisor)) return undefined;
      const { name, left, right } = term;
      const isStep = (name === 'add' || name === 'subtract') && left.kind === 'variable' && left.role === 'loop';
      if (isStep && right.kind === 'constant') {
        return zeroInLoop(context, divisor, left, name === 'add' ? right.value : -right.value);
      }
      return zeroAtEnd(context, term) ?? zeroByFloor(context, term) ?? zeroInFactor(context, term);
    }
    default:
      return zeroByFloor(context, term);
  }
}

/** max(T, 0): a floor that is meant to keep it in order, and lets it be 0; so does a floor that is 0 unless told. */
function zeroByFloor(context: RuleContext, term: Term): string | undefined {
  const isFloor =
    (term.kind === 'binary' && (term.name === 'maximum' || term.name === 'minimum')) ||
    (term.kind === 'map' && term.name === 'relu');
  const low = context.bounds.low(term);
  // max(T * exp(-k), T_min) is above 0 where T_min is.
  const isSetLower = term.kind === 'binary' && term.name === 'maximum' && ![term.left, term.right].some(isZero);
  if (isFloor && low === 0 && !isSetLower) return 'its lower bound is 0';
  if (low > 0) return undefined;
  const isSetting = term.kind === 'binary' && term.name === 'maximum' && [term.left, term.right].some(isUsuallyZero);
  return isSetting ? 'its lower bound is 0 unless another is given' : undefined;

  function isUsuallyZero(floor: Term): boolean {
    const usual = context.defaultOf(floor);
    return defaultIn(floor) === 0 || (usual !== undefined && isZero(usual));
  }
}

/** T * max(1 - i / n, 0): a factor that has such a floor. */
function zeroInFactor(context: RuleContext, { name, left, right }: BinaryTerm): string | undefined {
  if (name !== 'multiply') return undefined;
  if ([left, right].some(isTest)) return 'it is 0 where a condition does not hold';
  return zeroByFloor(context, left) ?? zeroByFloor(context, right);
}

/** A setting that is 0 unless it is given, or an attribute in which a method leaves 0, or what it is given. */
function zeroLeft(context: RuleContext, term: OpaqueTerm | GatherTerm): string | undefined {
  if (isTested(context, term)) return undefined;
  if (context.givenTo(term).some(isZero)) return 'a call gives 0 for it';
  if (defaultIn(term) === 0) return 'it is 0 unless another is given';
  for (const value of context.valuesOf(term)) {
    if (isZero(value)) return 'it is or can be set to 0';
    if (canEndAtZero(context, value)) return 'a method lets it become 0';
    const given = value.kind === 'variable' && value.role === 'parameter' && zeroGiven(context, value);
    if (given) return given;
  }
  return zeroInGiven(context, term) ?? zeroByName(context, term);
}

/** args.warmth of an object that a call in the document gives. */
function zeroInGiven(context: RuleContext, term: OpaqueTerm | GatherTerm): string | undefined {
  const [object] = operandsOf(term);
  if (term.kind !== 'opaque' || !isAttribute(term) || object?.kind !== 'variable' || object.role !== 'parameter')
    return undefined;
  for (const given of context.givenTo(object)) {
    const attribute: Term =
      given.kind === 'opaque' ? substitute(context.store, term, new Map([[object, given]])) : term;
    if (attribute !== term && attribute.kind === 'opaque' && zeroLeft(context, attribute))
      return 'what a call gives has a 0 in it';
  }
  return undefined;
}

/** i / n, 1 - i / n: where the index of a loop begins or ends, with what parameters usually are, or with an index that a call gives. */
function zeroAtEnd(context: RuleContext, term: Term): string | undefined {
  const parts = [...subterms(term)];
  const parameters = parts.filter((part) => part.kind === 'variable' && part.role === 'parameter');
  const usual = new Map(
    parts.flatMap((part): [Term, Term][] => {
      const setting = defaultIn(part);
      const value = setting === undefined ? context.defaultOf(part) : context.store.constant(setting);
      return value ? [[part, value]] : [];
    }),
  );
  const withUsual = substitute(context.store, term, usual);
  if (isZeroAtEnd(withUsual)) return 'it is 0 in the first or the last round of a loop';
  const isGiven = (value: Term) => value.kind === 'variable' && context.givenTo(value).length > 0;
  if (
    isZeroAtLimit(withUsual) ||
    isZeroAtLimit(withZeros(context, withUsual)) ||
    isZeroWhereReached(withUsual, isGiven)
  )
    return 'it is 0 at the end of its schedule';
  const isByCall = parameters.some((parameter) =>
    context
      .givenTo(parameter)
      .some(
        (given) =>
          given.kind === 'element' && isZeroAtEnd(substitute(context.store, withUsual, new Map([[parameter, given]]))),
      ),
  );
  return isByCall ? 'it is 0 in the first or the last round of a loop that calls this' : undefined;
}

/** A choice, one of which is 0; asked about in the same function, that has a case of its own. */
function zeroInBranch(
  { computed }: RuleContext,
  { scope }: Occurrence,
  term: Term,
  branches: readonly Term[],
): string | undefined {
  if (branches.some(isCounted)) return undefined;
  const isAsked = computed.some(
    (place) =>
      place.scope === scope &&
      ((place.term.kind === 'where' && place.term.condition === term) ||
        (isTest(place.term) && operandsOf(place.term).some((operand) => isOf(operand, term)))),
  );
  return branches.some(isZero) && !isAsked ? 'it is 0 in one of its branches' : undefined;
}

/** n += x: 0 before there is anything to count, where there is nothing to divide either. */
function isCounted(branch: Term): boolean {
  return (
    branch.kind === 'binary' && branch.name === 'add' && branch.left.kind === 'variable' && branch.left.role === 'loop'
  );
}

/** How many calls a value is followed through. */
const maxCalls = 3;

/** What a call in the document gives a parameter, or what it is where none does. */
function zeroGiven(context: RuleContext, term: VariableTerm, calls = 0): string | undefined {
  if (isTested(context, term)) return undefined;
  for (const given of context.givenTo(term)) {
    if (isZero(given)) return 'a call gives 0 for it';
    const isAmong = given.kind === 'element' && !isTested(context, given) && zeroAmong(context, given.of) !== undefined;
    if (isAmong) return 'a call gives it values one of which is 0';
    if (isZeroAsGiven(context, given, calls)) return 'a call gives what can become 0';
  }
  // The option of a command.
  if (context.valuesOf(term).some(isZero)) return 'it is 0 unless another is given';
  const usual = context.defaultOf(term);
  return usual && isZero(usual) ? 'it is 0 unless a call gives another' : undefined;
}

/** Whether a value that a call gives can be 0, in one of its branches or by a call further out, too. */
function isZeroAsGiven(context: RuleContext, given: Term, calls: number): boolean {
  if (given.kind === 'variable') {
    return given.role === 'parameter' && calls < maxCalls && zeroGiven(context, given, calls + 1) !== undefined;
  }
  if ((given.kind === 'opaque' && !isTest(given)) || given.kind === 'gather')
    return zeroLeft(context, given) !== undefined;
  return !isTested(context, given) && canEndAtZero(context, given);
}

/** What a schedule computes: a floor of 0, a choice of it, or a factor that falls to 0 in the last round of a loop. */
function canEndAtZero(context: RuleContext, term: Term): boolean {
  switch (term.kind) {
    case 'cast':
      return canEndAtZero(context, term.operand);
    case 'element':
      return zeroAmong(context, term.of) !== undefined;
    case 'opaque':
      // int(step < 30)
      return isTest(term);
    case 'join':
    case 'where':
      return (term.kind === 'join' ? term.items : [term.yes, term.no]).some(isZero);
    case 'binary': {
      const { name, left, right } = term;
      if (name === 'multiply') return [left, right].some((factor) => canEndAtZero(context, factor));
      if (name === 'divide') return canEndAtZero(context, left);
      return zeroAtEnd(context, term) !== undefined || zeroByFloor(context, term) !== undefined;
    }
    default:
      return zeroByFloor(context, term) !== undefined;
  }
}

/** A schedule that is written out, or goes in steps from one number to another. */
function zeroAmong(context: RuleContext, sequence: Term): string | undefined {
  if (sequence.kind === 'stack') return sequence.items.some(isZero) ? 'one of its values is 0' : undefined;
  // [i / n for i in range(n + 1)]
  const each = sequence.kind === 'gather' && sequence.key === someOf ? sequence.operand : sequence;
  if (each.kind === 'binary') return zeroAtEnd(context, each);
  if (isFromZero(sequence)) return 'it goes through numbers the first of which is 0';
  const ends = sequence.kind === 'opaque' && sequence.says === 'ends' ? sequence.range : undefined;
  return ends && (ends.low === 0 || ends.high === 0)
    ? 'it goes through numbers the first or last of which is 0'
    : undefined;
}

/** arange(0, 2, 0.1), range(5) */
function isFromZero(sequence: Term): boolean {
  if (sequence.kind === 'opaque' && sequence.says === 'steps') {
    const [start, stop] = sequence.operands;
    return start !== undefined && (stop === undefined || isZero(start));
  }
  const counted = countedBy(sequence);
  return counted !== undefined && (counted.from === undefined || isZero(counted.from));
}

/** What rounds of a loop leave in a name, plus `offset`: a floor of 0, or one step less than before until it is 0. */
function zeroInLoop(context: RuleContext, divisor: Occurrence, term: VariableTerm, offset: number): string | undefined {
  const head = nearest(divisor, (place) => place.form === 'loop' && place.term === term);
  if (!head) return undefined;
  const definitions = definitionsOf(head).map((place) => place.term);
  const tests = testsOf(context, term);
  if (tests.length === 0 && offset === 0 && definitions.some((each) => zeroByFloor(context, each))) {
    return 'a round of the loop can leave its lower bound in it, 0';
  }
  const [test, ...others] = tests;
  return test && others.length === 0 && countsToZero(term, definitions, test, offset)
    ? 'the loop counts it down to 0'
    : undefined;
}

/** The same of what another function may go through as well. */
function isTestedIn(context: RuleContext, term: Term, { scope }: Occurrence): boolean {
  // The outermost function of the innermost class: classes have no numbers.
  const names = scope.split('/');
  const ofClass = names.map((name) => /#\d+$/.test(name)).lastIndexOf(false);
  const around = names.slice(0, ofClass + 2).join('/');
  const computed = context.computed.filter((place) => place.scope === around || place.scope.startsWith(`${around}/`));
  return isTested({ ...context, computed }, term);
}

/** Compared with anything, it has a case of its own. */
export function isTested(context: RuleContext, term: Term): boolean {
  return testsOf(context, term).length > 0;
}

function testsOf({ computed }: RuleContext, term: Term): readonly Term[] {
  const tests = computed.flatMap((place) => (isTest(place.term) ? [place.term] : []));
  return [...new Set(tests)].filter((test) => operandsOf(test).some((operand) => isOf(operand, term)));
}

/** |t| < 1e-6 tests t. */
function isOf(operand: Term, term: Term): boolean {
  if (operand === term) return true;
  return (
    (operand.kind === 'map' || operand.kind === 'cast' || operand.kind === 'refined') && isOf(operand.operand, term)
  );
}

function isZero(term: Term): boolean {
  return term.kind === 'constant' && term.value === 0;
}
