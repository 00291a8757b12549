import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import { unit } from '../../../terms/bounds/interval.ts';
import { withDefault } from '../../../terms/defaults.ts';
import type { BinaryName, Term } from '../../../terms/term.ts';
import { isText } from '../../../terms/text.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { occur, syntaxOf, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { changedAt, changeInPlace } from './changes.ts';
import { objectKey } from './elements.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { dottedName } from './names.ts';
import { refine } from './refinement.ts';
import { chainOf } from './subscripts.ts';
import { isNothing, nothingKey } from '../../shared/lower/nothing.ts';
import { noteTest } from '../../shared/lower/truth.ts';
import { binary, unary, choice } from '../../shared/lower/operators.ts';
import { comparison } from '../../../terms/comparison.ts';
import { extremeOfObjects } from './objectNumbers.ts';
import { inFork, meet } from '../../shared/lower/branches.ts';

const operators: Readonly<Record<string, BinaryName>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '**': 'power',
};

const comparisons: Readonly<Record<string, string>> = {
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '==': '==',
  '===': '==',
  '!=': '!=',
  '!==': '!=',
};

/** The comparison that an operator is, without the difference between == and ===. */
export function comparisonOf(operator: string | undefined): string | undefined {
  return operator !== undefined && Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
}

export function lowerBinary(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const left = node.field('left');
  const right = node.field('right');
  const operator = node.field('operator')?.text;
  if (!left || !right || operator === undefined) return lowerOther(frame, node, depth);
  if (operator === '&&' || operator === '||' || operator === '??') return logical(frame, node, operator, depth);
  return combine(frame, node, operator, lowerExpression(frame, left, depth), lowerExpression(frame, right, depth));
}

/** `left operator right` as it stands at a node: a binary operator, or an augmented assignment. */
export function combine(
  frame: Frame,
  node: SyntaxNode,
  operator: string,
  left: Occurrence,
  right: Occurrence,
): Occurrence {
  const operands = [left, right];
  const compared = comparisonOf(operator);
  if (compared !== undefined) {
    return occur(frame, node, comparison(frame.store, compared, left.term, right.term), operands);
  }
  const name = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (name && !operands.some(({ term }) => isText(term))) return binary(frame, node, name, left, right);
  // `a | 0` and its kin are whole numbers; the remainder has the sign of what is divided.
  return occur(frame, node, frame.store.opaque(`operator ${operator}`, termsOf(operands)), operands);
}

/** `a || 1` is a setting with a default: as unknown as a, and as plain. Of others it is one of the two. */
function logical(frame: Frame, node: SyntaxNode, operator: string, depth: number): Occurrence {
  const [first, second] = [node.field('left')!, node.field('right')!];
  const left = lowerExpression(frame, first, depth);
  noteTest(frame, first, left);
  const found: Occurrence[] = [];
  const branch = inFork(frame, () => {
    if (operator !== '??') refine(frame, first, operator === '&&');
    found.push(lowerExpression(frame, second, depth));
  });
  meet(frame, node, [branch, frame.environment.fork()]);
  const right = found[0]!;
  const { store } = frame;
  if (operator === '&&') {
    return occur(frame, node, store.opaque('operator &&', [left.term, right.term]), [left, right]);
  }
  const { term } = right;
  if (isNothing(left.term)) return occur(frame, node, term, [right], { form: 'read' });
  if (term.kind === 'constant') {
    const isGiven = isComputed(left.term) && (operator === '??' || term.value === 0);
    // 0 as TypeScript asks for it, and no logit at all.
    const isUsual = term.value === 0 || term.value === -Infinity;
    const isRedundant = isGiven || (operator === '??' && isUsual && isElementOf(first, left));
    if (isRedundant) return occur(frame, node, left.term, [left], { form: 'read' });
    return occur(frame, node, withDefault(store, left.term, term.value), [left, right]);
  }
  return occur(frame, node, store.join([left.term, term]), [left, right], { form: 'join' });
}

/** A number that was computed is there: `max(x) ?? 0` is the maximum. */
function isComputed({ kind }: Term): boolean {
  return kind === 'map' || kind === 'binary' || kind === 'reduce' || kind === 'constant' || kind === 'library';
}

/** `x[i] ?? 0` is x[i] of an array that has it: TypeScript may ask for a default. What is kept by names may lack some. */
function isElementOf(node: SyntaxNode, value: Occurrence): boolean {
  const { term } = value;
  const isPick = (code: SyntaxNode | undefined) =>
    code !== undefined && chainOf(withoutBrackets(code)).places.length > 0;
  // Or a name of one.
  const picked = isPick(node) || definitionsOf(value).every((place) => isPick(syntaxOf(place)));
  if (!picked || term.kind === 'opaque') return false;
  return ![...subterms(term)].some((part) => part.kind === 'opaque' && part.key.startsWith(objectKey));
}

export function lowerUnary(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const argument = node.field('argument');
  const operator = node.field('operator')?.text;
  if (!argument) return lowerOther(frame, node, depth);
  const operand = lowerExpression(frame, argument, depth);
  if (operator === 'delete') forgetPart(frame, argument, depth);
  return operator === '!'
    ? occur(frame, node, frame.store.opaque('unary ~', [operand.term], { range: unit, says: 'not' }), [operand])
    : unary(frame, node, operator ?? '', operand);
}

/** delete x[i], delete x.a */
function forgetPart(frame: Frame, operand: SyntaxNode, depth: number): void {
  const part = withoutBrackets(operand);
  const object = part.field('object');
  const [name, own] = [object && dottedName(object), dottedName(part)];
  if (own !== undefined) {
    frame.bind(own, { kind: 'value', occurrence: occur(frame, part, frame.store.opaque(nothingKey)) });
  } else if (object && name !== undefined) {
    changeInPlace(frame, name, changedAt(frame, part, lowerExpression(frame, object, depth)));
  }
}

export function lowerTernary(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const [condition, yes, no] = ['condition', 'consequence', 'alternative'].map((name) => node.field(name));
  if (!yes || !condition || !no) return lowerOther(frame, node, depth);
  const tested = lowerExpression(frame, condition, depth);
  noteTest(frame, condition, tested);
  const branch = (part: SyntaxNode, holds: boolean) => () => {
    refine(frame, condition, holds);
    return lowerExpression(frame, part, depth);
  };
  return extremeOfObjects(frame, node, choice(frame, node, tested, branch(yes, true), branch(no, false)));
}
