import { allAxes, knownAxis } from '../../../terms/axis.ts';
import { nonNegative } from '../../../terms/bounds/interval.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Axis, BinaryName, ReduceName, Term } from '../../../terms/term.ts';
import { result, type Application } from './apply.ts';
import type { Argument } from './arguments.ts';
import { axisOf } from './axes.ts';
import { occur, termsOf } from './frame.ts';
import { binary } from './operators.ts';
import { isEuclidean, isOfMagnitudes, magnitudes } from './vectors.ts';

/** Arguments under which a reduction is another one than its name says. */
const others = ['where', 'start', 'initial', 'weights', 'b', 'default', 'key'];

/**
 * A reduction with its axis and keepdims.
 * @param pairwise - what max(a, b) is, for those functions that do both
 */
export function reduce(
  call: Application,
  name: ReduceName,
  pairwise?: BinaryName,
  ofFirst = false,
): Occurrence | undefined {
  const { frame, args, operand } = call;
  const other = pairwise && comparedWith(call);
  if (pairwise && other) return binary(frame, call.node, pairwise, operand, other);
  if (args.rest.length > 0) return undefined;
  const order = args.named.get('order');
  const isSum = name === 'norm' && isOfMagnitudes(order) && args.named.has('axis');
  if (name === 'norm' && !isSum && !isEuclidean(order)) return lengths(call);
  if (others.some((word) => args.named.has(word) && !isNeutral(args.named.get(word)!, word, name))) return undefined;
  const builtin = isBuiltin(call);
  const axisArgument = args.named.get('axis');
  const given = call.spreads.length > 0 ? frame.store.opaque('options', call.spreads) : undefined;
  const usual = given ? symbolic(given) : defaultAxis(builtin || ofFirst);
  const axis = axisArgument ? axisOf(axisArgument) : usual;
  const keepdims = given ? 'unknown' : flag(args.named.get('keepdims'));
  if (isSum) return result(call, magnitudes(frame.store, operand.term, axis, keepdims), [operand]);
  const reduced = ofAllOnce(name, operand.term, axis, keepdims);
  const term = reduced
    ? frame.store.reduce(name, reduced, allAxes, false)
    : frame.store.reduce(name, operand.term, axis, keepdims);
  const { family } = call.known;
  const occurrence = occur(frame, call.node, term, [operand], { family, ofLanguage: builtin });
  if (pairwise && axisArgument && !builtin && mayBePair(call, axisArgument)) frame.session.pairs.add(occurrence);
  return occurrence;
}

/** x of logsumexp(x.flatten(), 0), which is over all axes where a library has it over one. */
function ofAllOnce(name: ReduceName, operand: Term, axis: Axis, keepdims: boolean | 'unknown'): Term | undefined {
  if (name !== 'logsumexp' || keepdims !== false || axis.kind !== 'known') return undefined;
  const [only, ...more] = axis.axes;
  const isFlat = operand.kind === 'reshape' && operand.change.to === 'flatten';
  return isFlat && more.length === 0 && (only === 0 || only === -1) ? operand.operand : undefined;
}

/** max(x, default=-inf) is the maximum of nothing, too: what no element changes. */
function isNeutral({ value: { term } }: Argument, word: string, name: ReduceName): boolean {
  const least = name === 'max' ? -Infinity : name === 'min' ? Infinity : undefined;
  return word === 'default' && least !== undefined && term.kind === 'constant' && term.value === least;
}

/** Lengths in another sense. */
function lengths(call: Application): Occurrence {
  const { frame, args, operand } = call;
  const all = [operand, ...[...args.named.values()].map(({ value }) => value).filter((value) => value !== operand)];
  return result(call, frame.store.opaque('lengths', termsOf(all), { range: nonNegative }), all);
}

function isBuiltin({ known, isMethod }: Application): boolean {
  return !isMethod && (!known.family || known.family.ofLists === true);
}

/** A language's own functions, and those that NumPy makes of operations, go along the first axis of whatever they are given. */
function defaultAxis(first: boolean): Axis {
  return first ? knownAxis(0) : allAxes;
}

function symbolic(term: Term): Axis {
  return { kind: 'symbolic', term };
}

function flag(argument: Argument | undefined): boolean | 'unknown' {
  if (!argument) return false;
  const { term } = argument.value;
  return term.kind === 'constant' ? term.value !== 0 : 'unknown';
}

/** The second of two things to compare: max(a, b), torch.max(a, b), a.max(b), but not a.max(1). */
function comparedWith(call: Application): Occurrence | undefined {
  const { args } = call;
  if (isBuiltin(call)) return args.rest.length === 1 ? args.rest[0]!.value : undefined;
  const second = args.named.get('other') ?? args.named.get('axis');
  if (!second || (second.keyword !== undefined && second.keyword !== 'other')) return undefined;
  const { kind } = second.value.term;
  if (kind === 'constant' || kind === 'stack') return undefined;
  return isTensor(second) ?? (isOtherTensor(call, second) ? second.value : undefined);
}

/**
 * Whether the second of torch.max(a, b) is a parameter that is no axis: with an axis it is a pair, of which one is taken. Of a.max(b)
 * the library may be another.
 */
function isOtherTensor({ frame, known, isMethod, node }: Application, { value: { term } }: Argument): boolean {
  const { parameterNames, takesOfPair } = frame.session.language;
  if (isMethod || known.family?.pairs !== true || term.kind !== 'variable' || term.role !== 'parameter') return false;
  return term.name !== 'axis' && parameterNames[term.name] !== 'axis' && takesOfPair?.(node) === false;
}

/** A name could be an axis or a tensor: only what was computed is taken for a tensor. */
function isTensor({ value }: Argument): Occurrence | undefined {
  return value.usualFormat !== undefined ? value : undefined;
}

/** NumPy's max never is a pair; of an unknown array's, PyTorch's words tell, or that it is used as one. */
function mayBePair({ known: { family } }: Application, axis: Argument): boolean {
  return family ? family.pairs : axis.keyword !== 'axis';
}
