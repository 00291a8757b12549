// Loops: those that count through the indices of an array, those over its elements, and all others.
import { indices } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { argumentNodes } from './arguments.ts';
import { bareText } from './bareText.ts';
import { bindTarget, lowerDeclaration } from './assignments.ts';
import { lowerBlock } from './blocks.ts';
import { lengthOf, noteKeyed } from './elements.ts';
import { lowerExpression } from './expressions.ts';
import { dottedName, resolve } from './names.ts';
import { isMap } from './maps.ts';
import { noteTest } from '../../shared/lower/truth.ts';
import { addPattern, writesIn } from './ownNames.ts';
import { lowerRounds } from './rounds.ts';

export function lowerFor(frame: Frame, node: SyntaxNode, depth: number): void {
  const initializer = node.field('initializer');
  const body = node.field('body');
  if (initializer?.type.endsWith('declaration')) lowerDeclaration(frame, initializer, depth);
  else if (initializer && initializer.type !== ';') {
    lowerExpression(frame, initializer.type === 'expression_statement' ? initializer.named[0]! : initializer, depth);
  }
  if (!body) return;
  const counted = countOf(frame, node, depth);
  if (!counted) {
    lowerOpen(frame, node, body, depth);
    return;
  }
  frame.nesting++;
  const { nesting } = frame;
  const index = frame.store.element(indices(frame.store, counted.count.term, counted.from), nesting);
  lowerRounds(frame, {
    node,
    body,
    nesting,
    counters: new Set([counted.name]),
    run: () => {
      const occurrence = occur(frame, node, index, [counted.count], { form: 'read' });
      frame.bind(counted.name, { kind: 'value', occurrence });
      lowerBlock(frame, body, depth);
    },
  });
  frame.nesting--;
  frame.environment.set(counted.name, undefined);
}

interface Counted {
  readonly name: string;
  readonly count: Occurrence;
  readonly from: Term;
}

/** `for (let i = 0; i < n; i++)`, from 0 or something else, and `for (let i = n - 1; i >= 0; i--)`. */
function countOf(frame: Frame, node: SyntaxNode, depth: number): Counted | undefined {
  const name = stepOf(node.field('increment'));
  const condition = node.fields('condition').find(({ type }) => type !== ';');
  const tested = condition?.type === 'expression_statement' ? condition.named[0] : condition;
  const test = tested && withoutBrackets(tested);
  const binding = name && frame.environment.get(name.name);
  if (!name || binding?.kind !== 'value' || test?.type !== 'binary_expression') return undefined;
  const body = node.field('body')!;
  if (writesIn(body).some((write) => write.name === name.name)) return undefined;
  const [left, right] = [test.field('left'), test.field('right')].map((side) => side && withoutBrackets(side));
  const operator = test.field('operator')?.text ?? '';
  const start = binding.occurrence.term;
  if (left?.text !== name.name || !right) return undefined;
  const { store } = frame;
  if (!name.up) {
    const isDown = operator === '>=' && right.text === '0';
    if (!isDown || start.kind !== 'binary' || start.name !== 'subtract') return undefined;
    const isLast = start.right.kind === 'constant' && start.right.value === 1;
    const count = occur(frame, right, start.left, [binding.occurrence], { form: 'read' });
    return isLast ? { name: name.name, count, from: store.constant(0) } : undefined;
  }
  if (start.kind === 'constant' && start.value < 0) return undefined;
  const limit = lowerExpression(frame, right, depth);
  if (operator === '<' || operator === '!==' || operator === '!=')
    return { name: name.name, count: limit, from: start };
  if (operator !== '<=') return undefined;
  const { term } = limit;
  const isLast = term.kind === 'binary' && term.name === 'subtract' && term.right === store.constant(1);
  const count = isLast ? term.left : store.binary('add', term, store.constant(1));
  return { name: name.name, count: occur(frame, right, count, [limit], { form: 'read' }), from: start };
}

/** Which name a step of one counts, and in which direction. */
function stepOf(increment: SyntaxNode | undefined): { name: string; up: boolean } | undefined {
  if (increment?.type === 'update_expression') {
    const argument = increment.field('argument');
    const up = increment.field('operator')?.text === '++';
    return argument?.type === 'identifier' ? { name: argument.text, up } : undefined;
  }
  if (increment?.type !== 'augmented_assignment_expression' || increment.field('right')?.text !== '1') return undefined;
  const operator = increment.field('operator')?.text;
  const left = increment.field('left');
  if (left?.type !== 'identifier' || (operator !== '+=' && operator !== '-=')) return undefined;
  return { name: left.text, up: operator === '+=' };
}

/** for (…; …; …) that does not count indices. */
function lowerOpen(frame: Frame, node: SyntaxNode, body: SyntaxNode, depth: number): void {
  const condition = node.fields('condition').find(({ type }) => type !== ';');
  const increment = node.field('increment');
  lowerUncounted(frame, node, () => {
    if (condition) {
      const isStatement = condition.type === 'expression_statement';
      lowerExpression(frame, isStatement ? (condition.named[0] ?? condition) : condition, depth);
    }
    lowerBlock(frame, body, depth);
    if (increment && !frame.environment.ended) lowerExpression(frame, increment, depth);
  });
}

export function lowerWhile(frame: Frame, node: SyntaxNode, depth: number): void {
  const condition = node.field('condition');
  const body = node.field('body');
  if (!body) return;
  lowerUncounted(frame, node, () => {
    if (condition) {
      const tested = lowerExpression(frame, condition, depth);
      leave(frame, tested);
      noteTest(frame, condition, tested);
    }
    lowerBlock(frame, body, depth);
  });
}

/** A loop that is not over the elements of anything. */
function lowerUncounted(frame: Frame, node: SyntaxNode, run: () => void): void {
  lowerRounds(frame, { node, body: node, nesting: undefined, counters: new Set(), run });
}

/** for (const v of x), for (const [i, v] of x.entries()), for (const [k, v] of Object.entries(o)), for (const k in o) */
export function lowerForIn(frame: Frame, node: SyntaxNode, depth: number): void {
  const [target, right, body] = ['left', 'right', 'body'].map((name) => node.field(name));
  if (!target || !right || !body) return;
  frame.nesting++;
  const { nesting } = frame;
  const isOverKeys = node.field('operator')?.text === 'in';
  const counters = new Set<string>();
  addPattern(counters, target);
  const before = isOverKeys ? undefined : mapBefore(frame, withoutBrackets(right), body, counters, depth);
  lowerRounds(frame, {
    node,
    body,
    nesting,
    counters,
    run: () => {
      const entries = isOverKeys ? undefined : entriesOf(frame, right);
      // What it goes through is computed before anything is an element of it.
      frame.nesting--;
      const source = before ?? lowerExpression(frame, entries ?? right, depth);
      frame.nesting = nesting;
      if (isOverKeys) noteKeyed(source.term);
      const occurrence = isOverKeys
        ? keyOf(frame, right, source)
        : elementOf(frame, right, source, entries !== undefined || isMap(source));
      bindTarget(frame, target, { kind: 'value', occurrence }, depth);
      lowerBlock(frame, body, depth);
    },
  });
  frame.nesting--;
}

/** A Map that a loop goes through and sets anew at the keys of its rounds alone: each value is met as it was before. */
function mapBefore(
  frame: Frame,
  right: SyntaxNode,
  body: SyntaxNode,
  counters: ReadonlySet<string>,
  depth: number,
): Occurrence | undefined {
  const code = entriesOf(frame, right) ?? right;
  const name = dottedName(code);
  if (name === undefined || !writesIn(body).some((write) => write.name === name)) return undefined;
  const unbracketed = (text: string) => text.replace(/\(([\p{L}\p{N}_$.]+)\)/gu, '$1');
  const sets = unbracketed(unbracketed(bareText(body)))
    .split(`${name}.set(`)
    .slice(1);
  const isOfRound = (given: string) => [...counters].some((counter) => given.startsWith(`${counter},`));
  if (sets.length === 0 || !sets.every(isOfRound)) return undefined;
  frame.nesting--;
  const map = lowerExpression(frame, code, depth);
  frame.nesting++;
  return isMap(map) ? map : undefined;
}

/** The x of x.entries() and of Object.entries(x). */
function entriesOf(frame: Frame, call: SyntaxNode): SyntaxNode | undefined {
  const callee = call.type === 'call_expression' ? call.field('function') : undefined;
  if (callee?.type !== 'member_expression' || callee.field('property')?.text !== 'entries') return undefined;
  const object = resolve(frame, callee.field('object')!);
  return object?.kind === 'library' && object.path === 'Object' ? argumentNodes(call)[0] : callee.field('object');
}

/** The keys of an array are its indices. */
function keyOf(frame: Frame, node: SyntaxNode, source: Occurrence): Occurrence {
  const { store } = frame;
  return occur(frame, node, store.element(indices(store, lengthOf(store, source.term)), frame.nesting), [source]);
}

function elementOf(frame: Frame, node: SyntaxNode, source: Occurrence, withIndex: boolean): Occurrence {
  const { store, nesting } = frame;
  const element = occur(frame, node, store.element(source.term, nesting), [source], { form: 'read' });
  if (!withIndex) return element;
  const index = keyOf(frame, node, source);
  return occur(frame, node, store.stack([index.term, element.term]), [index, element]);
}
