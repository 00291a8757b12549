// How axes and shapes are spelt, after the sum that the user has written.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Axis, CastTerm, GatherTerm, ReduceTerm, ReshapeTerm, Term } from '../../../terms/term.ts';
import type { Argument } from '../../shared/lower/arguments.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Family } from '../../shared/libraries/family.ts';
import { assignedNames } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { hasComment } from './statements.ts';
import type { Task } from './task.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';

/** The place whose spelling of a reduction is followed. */
export function reductionPlace(task: Task): Occurrence {
  const place = task.plan.like.find(({ term }) => term.kind === 'reduce');
  if (!place) throw new Withheld('the sum is not written out here');
  return place;
}

/** The maximum of a piece of code, with the axis, keepdims and shape of the sum. */
export function maximum(task: Task, term: Term, operand: Piece): Piece {
  if (term.kind === 'reshape') {
    const { change } = term;
    const like = task.plan.like.find((place) => place.term.kind === 'reshape' && place.term.change === change);
    if (!like) throw new Withheld('the shape of the sum is not written out here');
    return rewrapped(task, like, maximum(task, term.operand, operand));
  }
  if (term.kind !== 'reduce') throw new Withheld('the maximum cannot be written');
  return reduced(task, term, operand);
}

/** The code of a place with another operand in it. */
export function rewrapped(task: Task, like: Occurrence, operand: Piece): Piece {
  const node = task.syntax(like);
  const inner = task.syntax(like.operands[0]!);
  if (hasComment(node) || inner.start < node.start || inner.end > node.end) {
    throw new Withheld('the shape of the sum cannot be copied');
  }
  const { text } = node.source;
  const head = text.slice(node.start, inner.start);
  const wanted = head.trim() === '' ? binding.atom : binding.loose;
  const does = task.session.calls.get(like)?.known.operation.does;
  if (does === 'ordered' || does === 'turned') throw new Withheld('it is put in order as a list');
  // Of a pair, the values.
  const taken = task.session.pairs.has(like) ? '[0]' : '';
  const code = `${head}${inside(operand, wanted)}${text.slice(inner.end, node.end)}${taken}`;
  return { text: code.replace(/\s*[\r\n]\s*/g, ''), binding: binding.atom };
}

function reduced(task: Task, term: ReduceTerm, operand: Piece): Piece {
  const place = reductionPlace(task);
  const call = task.session.calls.get(place);
  if (!call) throw new Withheld('the sum is not a call whose axis could be followed');
  const family = task.familyOf(place) ?? task.familyOf(call.operand);
  if (!family?.maximum) return plainMaximum(term, operand);
  const { alongAxis, ofAll } = family.maximum;
  const ways = term.axis.kind === 'all' ? ofAll : alongAxis;
  const written = (name: string) => readableAt(task, call.args.named.get(name));
  const options = [
    ...axisArgument(term.axis, written('axis'), family, undefined),
    ...keepdimsArgument(term.keepdims, written('keepdims'), family),
  ];
  if (call.isMethod && family.methods) {
    const code = `${inside(operand, binding.atom)}.${ways[0]!.name}(${options.join(', ')})`;
    return { text: code, binding: binding.atom };
  }
  const code = `${task.call(task.syntax(place), ways)}(${[operand.text, ...options].join(', ')})`;
  return { text: code, binding: binding.atom };
}

/** An argument as it is written, where its code means the same where the new code stands: the names of a function are its own. */
export function readableAt(task: Task, argument: Argument | undefined): Argument | undefined {
  if (!argument) return undefined;
  const value = argument.node.field('value') ?? argument.node;
  const isLiteral = /^[-+\d\s()[\],.]*$|^(True|False|None)$/.test(value.text);
  const [first] = task.plan.replacements;
  const isHere = first !== undefined && functionAround(task.syntax(first.at)) === functionAround(argument.node);
  return isLiteral || isHere ? argument : undefined;
}

function functionAround(node: SyntaxNode): string {
  let at: SyntaxNode | undefined = node;
  while (at && at.type !== 'function_definition' && at.type !== 'lambda') at = at.parent;
  return `${node.source.cell} ${at?.start}`;
}

/** Python's own max, of a list. */
export function plainMaximum({ axis, keepdims }: ReduceTerm, operand: Piece): Piece {
  const first = axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === 0;
  if (!(first || axis.kind === 'all') || keepdims !== false)
    throw new Withheld('no maximum along an axis is known here');
  return { text: `max(${operand.text})`, binding: binding.atom };
}

/**
 * The axis as the user has written it, by position or by name.
 * @param name - what the parameter has to be called if it is named; undefined if it may be called as it is
 */
export function axisArgument(
  axis: Axis,
  written: Argument | undefined,
  family: Family,
  name: string | undefined,
): readonly string[] {
  if (written) {
    if (hasComment(written.node)) throw new Withheld('a comment stands inside the sum');
    const value = written.node.field('value');
    if (family.name === 'torch' && mayBeNone(value ?? written.node)) throw new Withheld(orNone);
    // A sum takes a list of axes where a softmax takes one.
    const isList = /^(list|tuple)$/.test((value ?? written.node).type);
    if (isList && name !== undefined && axis.kind === 'known' && axis.axes.length === 1) {
      return [`${name}=${axis.axes[0]}`];
    }
    const verbatim = written.keyword === undefined || name === undefined || written.keyword === name || !value;
    return [verbatim ? written.node.text : `${name}=${value.text}`];
  }
  if (axis.kind === 'all') return [];
  if (axis.kind === 'symbolic') throw new Withheld('the axis is not written out at the sum');
  const [only, ...more] = axis.axes;
  return [`${name ?? family.axis}=${more.length === 0 ? only : `(${axis.axes.join(', ')})`}`];
}

export const orNone = 'the axis may be None';

/** Whether an axis is a parameter that is None where it is not given: PyTorch's sums take that, and what stands for them does not. */
export function mayBeNone(axis: SyntaxNode): boolean {
  let around: SyntaxNode | undefined = axis;
  while (around && around.type !== 'function_definition') around = around.parent;
  const given = around && parametersOf(around).find(({ name }) => name === axis.text);
  const body = around?.field('body');
  return given?.default?.text === 'None' && !(body && assignedNames(body).has(axis.text));
}

function keepdimsArgument(
  keepdims: ReduceTerm['keepdims'],
  written: Argument | undefined,
  family: Family,
): readonly string[] {
  if (keepdims === false) return [];
  if (!written) return [`${family.keepdims}=True`];
  if (written.keyword === undefined) return family.pairs ? [written.node.text] : [`${family.keepdims}=True`];
  return [written.node.text];
}

/** Whether two values pick, reshape or cast what they are made of in the same way. */
export function doesTheSame(wanted: GatherTerm | ReshapeTerm | CastTerm, term: Term): boolean {
  switch (wanted.kind) {
    case 'gather':
      return term.kind === 'gather' && term.key === wanted.key && sameTerms(term.indices, wanted.indices);
    case 'reshape':
      return term.kind === 'reshape' && term.change === wanted.change;
    case 'cast':
      return term.kind === 'cast' && term.format === wanted.format;
  }
}

function sameTerms(a: readonly Term[], b: readonly Term[]): boolean {
  return a.length === b.length && a.every((term, index) => term === b[index]);
}

/** Whether a value is only written the way that it is written elsewhere. */
export function isWrittenAlike(term: Term): term is GatherTerm | ReshapeTerm | CastTerm {
  if (term.kind === 'reshape') return term.change.to !== 'insert' && term.change.to !== 'flatten';
  return term.kind === 'gather' || term.kind === 'cast';
}
