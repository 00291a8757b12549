// Calls of a library's functions on tensors, as functions or as methods, whichever the code around uses.
import type { Axis, Term } from '../../../terms/term.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Callable } from '../../shared/libraries/family.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { declaredAt } from './sequences.ts';
import type { Task } from './task.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';

/** Places near a plan, to see how the code there is written. */
function placesNear({ plan }: Task): ReadonlySet<Occurrence> {
  const seen = new Set([...plan.replacements.map(({ at }) => at), ...plan.keeps.map(({ at }) => at), ...plan.like]);
  for (const place of seen) {
    if (seen.size > 200) break;
    for (const operand of place.operands) if (operand.own) seen.add(operand);
  }
  return seen;
}

export function writtenCall(
  task: Task,
  name: Callable,
  operands: readonly Piece[],
  options: readonly string[] = [],
): Piece {
  const near = placesNear(task);
  const family = task.familyOf(...near);
  const call = family.functions[name];
  if (!call) throw new Withheld(undefined); /* this library has no such function */
  if (call.doubt !== undefined) task.doubts.add(call.doubt);
  const [first, ...rest] = operands;
  const list = (pieces: readonly Piece[]) => [...pieces.map(({ text }) => text), ...options].join(', ');
  if (first && call.method !== undefined && !/^-?[\d.]/.test(first.text) && task.prefersMethods(family, near)) {
    return { text: `${inside(first, binding.atom)}.${call.method}(${list(rest)})`, binding: binding.atom };
  }
  return { text: `${task.nameOf(call)}(${list(operands)})`, binding: binding.atom };
}

/** The maximum of some code, with the axis and the dimensions of the sum. */
export function tensorMaximum(task: Task, term: Term, operand: Piece): Piece {
  if (term.kind !== 'reduce') throw new Withheld('the shape of the sum cannot be copied');
  return writtenCall(task, 'max', [operand], [...axisOptions(task, term.axis, term.keepdims)]);
}

/** The axis as it is written at a reduction near, and whether dimensions are kept. */
export function axisOptions(task: Task, axis: Axis, keepdims: boolean | 'unknown'): readonly string[] {
  if (keepdims === 'unknown') throw new Withheld('whether dimensions are kept is given at run time');
  const keep = keepdims ? ['true'] : [];
  if (axis.kind === 'all') return keepdims ? ['undefined', 'true'] : [];
  for (const place of placesNear(task)) {
    const { term } = place;
    const argument =
      term.kind === 'reduce' || term.kind === 'library'
        ? task.session.calls.get(place)?.args.named.get('axis')
        : undefined;
    const isSame =
      (term.kind === 'reduce' || term.kind === 'library') &&
      JSON.stringify(axesOf(term.axis)) === JSON.stringify(axesOf(axis));
    if (argument && isSame) return [argument.node.text, ...keep];
  }
  if (axis.kind === 'symbolic') throw new Withheld('the axis is not written out at the sum');
  const [only, ...more] = axis.axes;
  return [more.length === 0 ? String(only) : `[${axis.axes.join(', ')}]`, ...keep];
}

function axesOf(axis: Axis): readonly number[] | number | 'all' {
  if (axis.kind === 'all') return 'all';
  return axis.kind === 'known' ? axis.axes : axis.term.id;
}

const ofIntegers = /['"`](?:int32|bool)['"`]|\.toInt\(\)$|\.toBool\(\)$|(?:^|\.)arg(?:Max|Min)\(/;

/** Throws `Withheld` where code of a tensor shows it to hold integers, which functions of the library keep or do not take. */
export function requireFloats({ text }: Piece, place: SyntaxNode): void {
  const value = /^[\w$]+$/.test(text) ? declaredAt(text, place)?.value?.text : text;
  if (value !== undefined && ofIntegers.test(value)) throw new Withheld('the tensor holds integers');
}
