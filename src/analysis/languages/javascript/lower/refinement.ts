// What a condition says of values in the branch where it holds: of names, and of elements and properties, which have none.
import { interval, type Interval } from '../../../terms/bounds/interval.ts';
import { limitIn } from '../../../terms/defaults.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { lowerExpression } from './expressions.ts';
import { dottedName } from './names.ts';
import { parametersOf } from './parameters.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { comparisonOf } from './operators.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { mirrored, opposite, rangeOf, testKey } from '../../shared/lower/comparisons.ts';
import { boundTerm, isKept, narrow, quietly } from '../../shared/lower/refinement.ts';

/** Bounds what a condition compares with constants, in the environment of the branch. */
export function refine(frame: Frame, condition: SyntaxNode | undefined, holds: boolean): void {
  if (condition) refineBy(frame, condition, holds, undefined);
}

/** What the elements of an array are called in a condition that is on each of them; nothing else is told by that. */
interface Element {
  readonly name: string;
  readonly of: SyntaxNode;
}

function refineBy(frame: Frame, condition: SyntaxNode, holds: boolean, element: Element | undefined): void {
  const inner = condition.field('argument') ?? condition.named[0];
  switch (condition.type) {
    case 'parenthesized_expression':
      if (inner) refineBy(frame, inner, holds, element);
      return;
    case 'unary_expression':
      if (inner && condition.field('operator')?.text === '!') refineBy(frame, inner, !holds, element);
      return;
    case 'binary_expression':
      refineBinary(frame, condition, holds, element);
      return;
    case 'call_expression':
      if (!element) refineEach(frame, condition, holds);
      return;
    case 'identifier':
      if (!element) refineNamed(frame, condition, holds);
      return;
    default:
  }
}

function refineBinary(frame: Frame, condition: SyntaxNode, holds: boolean, element: Element | undefined): void {
  const [left, right] = [condition.field('left'), condition.field('right')];
  const written = condition.field('operator')?.text;
  if (!left || !right) return;
  if (written === '&&' || written === '||') {
    if ((written === '&&') !== holds) return;
    refineBy(frame, left, holds, element);
    refineBy(frame, right, holds, element);
    return;
  }
  const compared = comparisonOf(written);
  const operator = compared === undefined || holds ? compared : opposite[compared];
  if (operator === undefined) return;
  const [isLeft, isRight] = [left, right].map((side) => withoutBrackets(side).text === element?.name);
  if (element && !isLeft && !isRight) return;
  const [first, second] = [isLeft ? element!.of : left, isRight ? element!.of : right];
  const [a, b] = [again(frame, first), again(frame, second)];
  const [least, most] = [limitIn(frame.store, a.term), limitIn(frame.store, b.term)];
  if (most !== undefined) bound(frame, first, a, rangeOf(operator, most));
  else if (least !== undefined) bound(frame, second, b, rangeOf(mirrored[operator] ?? '', least));
  const areNumbers = a.term.kind === 'constant' || b.term.kind === 'constant';
  if (!areNumbers && !element) refineDifference(frame, condition, operator, [a, b]);
}

/** a > b says that b - a is negative, whichever way round it is written. */
function refineDifference(
  frame: Frame,
  node: SyntaxNode,
  operator: string,
  [a, b]: readonly [Occurrence, Occurrence],
): void {
  const { store } = frame;
  const note = (left: Occurrence, right: Occurrence, range: Interval | undefined) => {
    const difference = store.binary('subtract', left.term, right.term);
    boundTerm(frame, node, occur(frame, node, difference, [left, right], { form: 'read' }), range);
  };
  note(a, b, rangeOf(operator, 0));
  note(b, a, rangeOf(mirrored[operator] ?? '', 0));
}

/** xs.every((x) => x < 50) where it holds, xs.some((x) => x >= 50) where it does not. */
function refineEach(frame: Frame, call: SyntaxNode, holds: boolean): void {
  const called = call.field('function');
  const callee = called && withoutBrackets(called);
  const object = callee?.type === 'member_expression' ? callee.field('object') : undefined;
  const of = object && withoutBrackets(object);
  const [given, ...others] = call.field('arguments')?.named ?? [];
  const callback = given && withoutBrackets(given);
  if (callee?.field('property')?.text !== (holds ? 'every' : 'some') || !of || others.length > 0) return;
  const [element] = callback?.type === 'arrow_function' ? parametersOf(callback) : [];
  const body = callback?.field('body');
  const name = dottedName(of);
  if (!element || !body || name === undefined || lookUp(frame, name)?.kind !== 'value') return;
  refineBy(frame, body, holds, { name: element.name, of });
}

/** const isLarge = x > 30; if (isLarge) … */
function refineNamed(frame: Frame, node: SyntaxNode, holds: boolean): void {
  const binding = lookUp(frame, node.text);
  const { term, operands: places } =
    binding?.kind === 'value' ? comparedAt(binding.occurrence) : { term: undefined, operands: [] };
  if (term?.kind !== 'opaque' || !term.key.startsWith(testKey)) return;
  const written = term.key.slice(testKey.length);
  const operator = holds ? written : opposite[written];
  const [left, right] = places;
  if (operator === undefined || !left || !right) return;
  if (right.term.kind === 'constant') boundTerm(frame, node, left, rangeOf(operator, right.term.value));
  else if (left.term.kind === 'constant')
    boundTerm(frame, node, right, rangeOf(mirrored[operator] ?? '', left.term.value));
}

/** Where the comparison stands that a name holds. */
function comparedAt(occurrence: Occurrence): Occurrence {
  const [source] = occurrence.operands;
  return occurrence.form === 'read' && source ? comparedAt(source) : occurrence;
}

/** The value of a part of a condition, which was lowered before. */
function again(frame: Frame, node: SyntaxNode): Occurrence {
  return quietly(frame, () => lowerExpression(frame, node, 0));
}

function bound(frame: Frame, node: SyntaxNode, value: Occurrence, range: Interval | undefined): void {
  if (!range) return;
  const { term } = value;
  // |x| < 3 bounds x on both sides.
  if (term.kind === 'map' && term.name === 'abs' && range.high < Infinity) {
    const [operand] = value.operands;
    if (operand) bound(frame, node.field('arguments')?.named[0] ?? node, operand, interval(-range.high, range.high));
    return;
  }
  if (term.kind === 'map' && term.name === 'neg' && value.operands[0] && node.field('argument')) {
    bound(frame, node.field('argument')!, value.operands[0], interval(-range.high, -range.low));
    return;
  }
  if (isKept(term)) return;
  const name = dottedName(node);
  const binding = name === undefined ? undefined : lookUp(frame, name);
  if (name === undefined || binding?.kind !== 'value') boundTerm(frame, node, value, range);
  else narrow(frame, node, name, binding, range);
}
