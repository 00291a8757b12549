// Calls of a library's functions, as functions or as methods, whichever the code around uses.
import type { Running } from '../../../terms/runningSum.ts';
import type { Axis, ReduceName, LibraryName, Term } from '../../../terms/term.ts';
import type { Callable, LibraryCall } from '../../shared/libraries/family.ts';
import { axisArgument, mayBeNone, orNone } from './spelling.ts';
import type { Vocabulary } from './vocabulary.ts';
import { placesOf } from '../../shared/write/valuePlaces.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';

function known(words: Vocabulary, name: Callable): LibraryCall {
  const call = words.family.functions[name];
  if (!call) throw new Withheld(undefined); /* this library has no such function */
  return call;
}

/** @param terms - what the operands are, where it matters whether they are plain numbers */
export function callOf(
  words: Vocabulary,
  name: Callable,
  operands: readonly Piece[],
  terms: readonly Term[] = [],
): Piece {
  const call = known(words, name);
  if (call.arraysOnly && terms.some(({ kind }) => kind === 'constant')) {
    throw new Withheld(undefined); /* it takes no plain numbers */
  }
  const { numbersNeed, ...own } = call;
  const hasNumber = terms.some(({ kind }) => kind === 'constant');
  const isOlder = hasNumber && words.task.takesNoNumbers(call);
  if (hasNumber && !isOlder && call.numbersAssume !== undefined) words.task.assumed.add(call.numbersAssume);
  const taken = isOlder ? withoutNumbers(words, operands, terms) : operands;
  const needs = numbersNeed !== undefined && hasNumber ? numbersNeed : own.needs;
  return written(words, needs === undefined ? own : { ...own, needs }, taken, []);
}

/** where(is_finite(m), m, zeros_like(m)): what is chosen from has one shape. */
function withoutNumbers(words: Vocabulary, operands: readonly Piece[], terms: readonly Term[]): readonly Piece[] {
  const [condition, chosen, other] = terms;
  const [asked, value] = operands;
  const isGuard = condition?.kind === 'map' && condition.name === 'finite' && condition.operand === chosen;
  const zeros = words.family.functions.zeros;
  if (!isGuard || !zeros || !asked || !value || other?.kind !== 'constant' || other.value !== 0)
    throw new Withheld('this version takes no number beside tensors');
  return [asked, value, callOf(words, 'zeros', [value])];
}

/** A function over an axis. A loss of a library is over all and says so by itself. */
export function reductionCall(
  words: Vocabulary,
  name: ReduceName | LibraryName,
  axis: Axis,
  operand: Piece,
  keepdims: boolean | 'unknown',
  others: readonly Piece[] = [],
): Piece {
  const call = words.family.functions[name];
  const isList = !call && words.family.ofLists && (name === 'max' || name === 'min' || name === 'sum');
  if (isList && keepdims === false) return { text: `${name}(${operand.text})`, binding: binding.atom };
  const { maximum } = words.family;
  if (name === 'max' && axis.kind === 'all' && keepdims === false && maximum) {
    return written(words, { ways: maximum.ofAll, method: maximum.ofAll[0]!.name }, [operand], []);
  }
  const called = calledHere(words, name);
  const { usual } = called;
  const isSoftmax = name === 'softmax' || name === 'log-softmax';
  if (isSoftmax && axis.kind === 'known' && axis.axes.length > 1 && !words.family.softmax?.ofAll) {
    throw new Withheld('it is over several axes, and the library function takes one');
  }
  if (axis.kind === 'all' && usual === 'required' && name === 'logsumexp' && keepdims === false) {
    return written(words, called, [callOf(words, 'flatten', [operand])], [`${words.family.axis}=0`]);
  }
  const options = [...axisOptions(words, axis, usual)];
  if (keepdims === 'unknown') throw new Withheld('keepdims is given at run time');
  if (keepdims) options.push(`${keepdimsName(words)}=True`);
  return written(words, called, [operand, ...others], options);
}

/** TensorFlow called it keep_dims at first, and takes no keepdims then. */
function keepdimsName(words: Vocabulary): string {
  const { family } = words;
  return family.name === 'tensorflow' && words.shows(/\bkeep_dims\b/) ? 'keep_dims' : family.keepdims;
}

/** A rewrite that is no call of another package's function makes do with what the family has itself. */
function calledHere(words: Vocabulary, name: ReduceName | LibraryName): LibraryCall {
  const { ownLogSumExp } = words.family;
  return name === 'logsumexp' && words.isInline && ownLogSumExp ? ownLogSumExp : known(words, name);
}

function axisOptions(words: Vocabulary, axis: Axis, usual: LibraryCall['usual']): readonly string[] {
  if (axis.kind !== 'all') {
    const argument = words.axisWritten(axis);
    const given = !argument && axis.kind === 'symbolic' ? axisGiven(words, axis.term) : undefined;
    if (given !== undefined) return [`${words.family.axis}=${given}`];
    return axisArgument(axis, argument, words.family, words.family.axis);
  }
  if (usual === 'required') throw new Withheld('it is over all axes, and the library function takes one');
  if (usual === 'first') return [`${words.family.axis}=None`];
  if (usual !== 'last') return [];
  if (!words.family.softmax?.ofAll) throw new Withheld('it is over all axes, and the library function takes one');
  return [`${words.family.axis}=None`];
}

/** An axis that a function of this text is given, as it is written where it is called. */
function axisGiven(words: Vocabulary, term: Term): string | undefined {
  const piece = words.written(term);
  if (!piece || words.family.name !== 'torch') return piece?.text;
  const nodes = (placesOf(words.task.session).get(term) ?? []).map((place) => words.task.syntax(place));
  if (nodes.some(mayBeNone)) throw new Withheld(orNone);
  return piece.text;
}

/** A running log-sum-exp, along the axis of the running sum that stood there. */
export function runningCall(words: Vocabulary, { axis }: Running, operand: Piece): Piece {
  const call = known(words, 'running-logsumexp');
  const argument = words.runningAxisWritten(axis);
  const isFirst = axis.kind === 'constant' && axis.value === 0;
  // Those that run along the first axis unless told need not be told.
  if (!argument && !isFirst) throw new Withheld('the axis is not written out at the sum');
  const options = argument
    ? axisArgument({ kind: 'symbolic', term: axis }, argument, words.family, words.family.axis)
    : [];
  return written(words, call, [operand], options);
}

function written(words: Vocabulary, call: LibraryCall, operands: readonly Piece[], options: readonly string[]): Piece {
  const [first, ...rest] = operands;
  if (call.method !== undefined && first && words.prefersMethods) {
    const list = [...rest.map(({ text }) => text), ...options].join(', ');
    return { text: `${inside(first, binding.atom)}.${call.method}(${list})`, binding: binding.atom };
  }
  const list = [...operands.map(({ text }) => text), ...options].join(', ');
  return { text: `${words.nameOf(call)}(${list})`, binding: binding.atom };
}
