// What a condition says of values: in the branch where it holds, x > 0 bounds x. The value stays the same, so that it is
// still x where the branches meet.
import { interval, type Interval } from '../../../terms/bounds/interval.ts';
import { limitIn } from '../../../terms/defaults.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { findFunction } from '../libraries/index.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { lowerExpression } from './expressions.ts';
import { number } from './literals.ts';
import { dottedName, resolve } from './names.ts';
import { ofEach, ofExtreme, type OfEach } from './quantified.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { mirrored, opposite, rangeOf, testKey } from '../../shared/lower/comparisons.ts';
import { boundTerm, isKept, narrow, orderBy, quietly } from '../../shared/lower/refinement.ts';
import { isAll } from './room.ts';

/** Bounds the names that a condition compares with constants, in the environment of the branch. */
export function refine(frame: Frame, condition: SyntaxNode | undefined, holds: boolean): void {
  if (condition) refineBy(frame, condition, holds, undefined);
}

/** @param element - what the elements are called, where a condition is on each */
function refineBy(frame: Frame, condition: SyntaxNode, holds: boolean, element: OfEach['element']): void {
  const [first, second] = condition.named;
  if (!first) return;
  switch (condition.type) {
    case 'parenthesized_expression':
      refineBy(frame, first, holds, element);
      return;
    case 'not_operator':
      refineBy(frame, condition.field('argument') ?? first, !holds, element);
      return;
    case 'unary_operator':
      if (condition.field('operator')?.text === '~') refineBy(frame, first, !holds, element);
      return;
    case 'boolean_operator':
    case 'binary_operator': {
      const needed = holds ? ['and', '&'] : ['or', '|'];
      if (!needed.includes(condition.field('operator')?.text ?? '')) return;
      refineBy(frame, first, holds, element);
      if (second) refineBy(frame, second, holds, element);
      return;
    }
    case 'comparison_operator':
      refineCompared(frame, condition, holds, element);
      return;
    case 'call': {
      const each = ofEach(frame, condition, holds);
      if (each) refineBy(frame, each.condition, each.holds, each.element);
      return;
    }
    default:
  }
}

/** a < x <= b says two things where it holds, and nothing where it does not. */
function refineCompared(frame: Frame, condition: SyntaxNode, holds: boolean, element: OfEach['element']): void {
  const values = condition.named;
  const whole = (node: SyntaxNode) => (element?.name === node.text ? element.of : node);
  const isOperator = (child: SyntaxNode) => child.type !== 'comment' && !values.includes(child);
  const operators = condition.children.filter(isOperator).map(({ text }) => text);
  if (operators.length !== values.length - 1 || (operators.length > 1 && !holds)) return;
  operators.forEach((written, index) => {
    const operator = holds ? written : opposite[written];
    const [left, right] = [whole(values[index]!), whole(values[index + 1]!)];
    if (operator === undefined) return;
    orderBy(frame, operator, valueOf(frame, left), valueOf(frame, right));
    refineName(frame, left, operator, constantOf(frame, right));
    refineName(frame, right, mirrored[operator], constantOf(frame, left));
  });
}

function refineName(frame: Frame, node: SyntaxNode, operator: string | undefined, bound: number | undefined): void {
  const range = operator === undefined || bound === undefined ? undefined : rangeOf(operator, bound);
  const inner = absolute(frame, node);
  if (!range) return;
  const extreme = inner ? undefined : ofExtreme(frame, withoutBrackets(node), range);
  if (extreme) bindRange(frame, extreme.of, extreme.range);
  else if (!inner) bindRange(frame, node, range);
  // abs(x) < 3 bounds x on both sides.
  else if (range.high < Infinity) bindRange(frame, inner, interval(-range.high, range.high));
}

/** The value of a name. */
function valueOf(frame: Frame, node: SyntaxNode): Term | undefined {
  const name = dottedName(withoutBrackets(node));
  const binding = name === undefined ? undefined : lookUp(frame, name);
  return binding?.kind === 'value' ? binding.occurrence.term : undefined;
}

/** The x of abs(x). */
function absolute(frame: Frame, written: SyntaxNode): SyntaxNode | undefined {
  const node = withoutBrackets(written);
  const callee = node.type === 'call' ? node.field('function') : undefined;
  const binding = callee && resolve(frame, callee);
  const operation = binding?.kind === 'library' ? findFunction(binding.path)?.operation : undefined;
  return operation?.does === 'map' && operation.name === 'abs' ? node.field('arguments')?.named[0] : undefined;
}

function bindRange(frame: Frame, written: SyntaxNode, range: Interval | undefined): void {
  const node = withoutBrackets(written);
  const name = dottedName(node);
  const binding = name === undefined ? undefined : lookUp(frame, name);
  if (node.type === 'subscript' && name === undefined) boundTerm(frame, node, again(frame, node), range);
  if (name === undefined || binding?.kind !== 'value' || !range) return;
  if (!isKept(binding.occurrence.term)) narrow(frame, node, name, binding, range);
}

/** The value of a part of a condition, which was lowered before. */
function again(frame: Frame, node: SyntaxNode): Occurrence {
  return quietly(frame, () => lowerExpression(frame, node, 0));
}

function constantOf(frame: Frame, written: SyntaxNode): number | undefined {
  const node = withoutBrackets(written);
  if (node.type === 'unary_operator' && node.field('operator')?.text === '-') {
    const inner = node.field('argument');
    const value = inner && constantOf(frame, inner);
    return value === undefined ? undefined : -value;
  }
  const name = dottedName(node);
  const binding = name === undefined ? undefined : lookUp(frame, name);
  const literal = node.type === 'integer' || node.type === 'float' ? number(frame, node.text) : undefined;
  const term = binding?.kind === 'value' ? binding.occurrence.term : literal;
  return term && limitIn(frame.store, term);
}

/** What a mask says of the elements of a value that it picks: x[x > 0] is at least 0. */
export function maskRange(mask: Term, of: Term, holds = true): Interval | undefined {
  if (mask.kind !== 'opaque') return undefined;
  const [first, second] = mask.operands;
  if (negations.has(mask.key) && first) return maskRange(first, of, !holds);
  if (!mask.key.startsWith(testKey) || !first || !second) return undefined;
  const written = mask.key.slice(testKey.length);
  const operator = holds ? written : opposite[written];
  if (operator === undefined) return undefined;
  if (first === of && second.kind === 'constant') return rangeOf(operator, second.value);
  return second === of && first.kind === 'constant' ? rangeOf(mirrored[operator] ?? '', first.value) : undefined;
}

/** The same of some places in one column or row: x[x[:, j] > 0, j]. */
export function partMaskRange(places: readonly Term[], of: Term): Interval | undefined {
  for (const [at, mask] of places.entries()) {
    if (mask.kind !== 'opaque') continue;
    const part = mask.operands.find((each) => each.kind === 'gather' && each.operand === of);
    if (part?.kind !== 'gather' || part.indices.length !== places.length) continue;
    const isSame = part.indices.every((index, i) => (i === at ? isAll(index) : index === places[i]));
    if (isSame) return maskRange(mask, part);
  }
  return undefined;
}

const negations = new Set(['unary ~', 'call logical_not ', 'call bitwise_not ']);
