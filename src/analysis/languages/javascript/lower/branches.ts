// Branches are followed each for itself; where they meet again, a name is one of what it was in them.
import type { SyntaxNode } from '../../syntax.ts';
import type { Environment } from '../../shared/lower/environment.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { comparisonOf } from '../../../terms/comparison.ts';
import { elementsIn } from '../../../terms/elements.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import { isStored } from '../../../terms/gathers.ts';
import { lowerBlock } from './blocks.ts';
import { bindTarget, unknownPart } from './assignments.ts';
import { elementAt } from './elements.ts';
import { lowerExpression } from './expressions.ts';
import { refine } from './refinement.ts';
import { isOfCondition } from '../../shared/lower/refinement.ts';
import { extremeOfObjects } from './objectNumbers.ts';
import { noteTest } from '../../shared/lower/truth.ts';
import { chosenBy } from '../../shared/lower/comparisons.ts';
import { isAppended } from '../../../terms/appended.ts';
import { inFork, meet, extremes, enterHandler, unrefined } from '../../shared/lower/branches.ts';

export function lowerIf(frame: Frame, node: SyntaxNode, depth: number): void {
  const consequence = node.field('consequence');
  const [alternative] = node.field('alternative')?.named ?? [];
  const block = (part: SyntaxNode | undefined) => () => {
    if (part) lowerBlock(frame, part, depth);
  };
  lowerChoice(frame, node, node.field('condition'), [block(consequence), block(alternative)], depth);
}

/** `if (skipped[i]) continue;` in the block of a loop: what follows in it is done where that does not hold. */
export function lowerSkip(frame: Frame, node: SyntaxNode, rest: () => void, depth: number): void {
  const condition = node.field('condition');
  const inner = condition && withoutBrackets(condition);
  const kept = inner?.type === 'unary_expression' && inner.field('operator')?.text === '!' && inner.field('argument');
  const nothing = () => undefined;
  if (kept) lowerChoice(frame, node, kept, [rest, nothing], depth);
  else lowerChoice(frame, node, condition, [nothing, rest], depth);
}

/** Whether all that an if statement does is to go on with the next round. */
export function isSkip(statement: SyntaxNode): boolean {
  if (statement.type !== 'if_statement' || statement.field('alternative')) return false;
  const consequence = statement.field('consequence');
  const [only, ...others] = consequence?.type === 'statement_block' ? consequence.named : [consequence];
  return only?.type === 'continue_statement' && only.named.length === 0 && others.length === 0;
}

function lowerChoice(
  frame: Frame,
  node: SyntaxNode,
  condition: SyntaxNode | undefined,
  [yes, no]: readonly [() => void, () => void],
  depth: number,
): void {
  const tested = condition && lowerExpression(frame, condition, depth);
  if (tested) noteTest(frame, condition, tested);
  const { leaving, effects } = frame.session;
  const [left, run] = [leaving.length, effects.length];
  const branch = (lower: () => void, holds: boolean) =>
    inFork(frame, () => {
      refine(frame, condition, holds);
      lower();
    });
  const branches = [branch(yes, true), branch(no, false)];
  const larger = tested ? extremes(frame, node, tested, branches) : [];
  const chosen = tested ? choices(frame, node, tested, branches) : [];
  const told = new Set([...chosen, ...larger].map(([name]) => name));
  const isRest = leaving.length > left || effects.length > run || branches.some(({ ended }) => ended !== undefined);
  // What decides nothing but the values of names is in these.
  if (tested && (isRest || !branches.every((each) => isToldBy(frame, each, told)))) leave(frame, tested);
  meet(frame, node, branches);
  for (const [name, binding] of [...chosen, ...larger]) frame.environment.set(name, binding);
}

/** Whether some names are all that a branch gives another value, beside what its condition says of others. */
function isToldBy(frame: Frame, branch: Environment, names: ReadonlySet<string>): boolean {
  const base = frame.environment;
  return [...branch.changedSince(base)].every((name) => {
    const [before, after] = [base.get(name), branch.get(name)];
    return isOfCondition(name) || names.has(name) || after === before || (after && unrefined(frame, after) === before);
  });
}

/** Where a comparison decides which of two values a name has, it is a choice between them, as `c ? a : b` is. */
function choices(
  frame: Frame,
  node: SyntaxNode,
  tested: Occurrence,
  [yes, no]: readonly Environment[],
): readonly [string, Binding][] {
  if (!yes || !no || yes.ended || no.ended || !isChoice(tested.term)) return [];
  const base = frame.environment;
  const names = new Set([...yes.changedSince(base), ...no.changedSince(base)]);
  return [...names].flatMap((name): [string, Binding][] => {
    const [a, b] = [yes.get(name), no.get(name)].map((binding) => binding && unrefined(frame, binding));
    if (a?.kind !== 'value' || b?.kind !== 'value' || a.occurrence.term === b.occurrence.term) return [];
    if ([a, b].some(({ occurrence }) => isList(occurrence.term))) return [];
    const [first, second] = [a.occurrence, b.occurrence];
    const term = chosen(frame.store, tested.term, first.term, second.term);
    const occurrence = extremeOfObjects(frame, node, occur(frame, node, term, [tested, first, second]));
    return [[name, { kind: 'value', occurrence }]];
  });
}

/** Whether a test is a comparison, or of an element, as of a mask: one value of a name or the other, and not both. */
function isChoice(test: Term): boolean {
  return comparisonOf(test) !== undefined || [...elementsIn(test)].length > 0;
}

/** A list that grows in one branch only is no choice between two of the same length. */
function isList(term: Term): boolean {
  return term.kind === 'stack' || isAppended(term);
}

/** Of arrays whose elements were stored to at the same places, the choice is between the elements. */
function chosen(store: TermStore, condition: Term, yes: Term, no: Term): Term {
  if (yes.kind === 'where' && no.kind === 'where' && isStored(yes.condition) && yes.no === no.no) {
    const isSame = no.condition === yes.condition;
    if (isSame) return store.where(yes.condition, store.where(condition, yes.yes, no.yes), yes.no);
  }
  // Where only one branch stores something, the element is what it was in the other.
  const [stores, keeps] = no.kind === 'where' && no.no === yes ? [no, yes] : [yes, no];
  if (stores.kind === 'where' && isStored(stores.condition) && stores.no === keeps) {
    const kept = elementAt(store, keeps, stores.condition.operands);
    const [one, other] = stores === yes ? [stores.yes, kept] : [kept, stores.yes];
    return store.where(stores.condition, store.where(condition, one, other), keeps);
  }
  return chosenBy(store, condition, yes, no);
}

export function lowerTry(frame: Frame, node: SyntaxNode, depth: number): void {
  const body = node.field('body');
  const tried = inFork(frame, () => {
    if (body) lowerBlock(frame, body, depth);
  });
  const handler = node.field('handler');
  const caught = () => {
    enterHandler(frame, node, tried);
    const parameter = handler?.field('parameter');
    const error = parameter && unknownPart(frame, parameter, { kind: 'library', path: '' });
    if (parameter && error) bindTarget(frame, parameter, error, depth);
    const block = handler?.field('body');
    if (block) lowerBlock(frame, block, depth);
  };
  meet(frame, node, handler ? [tried, inFork(frame, caught)] : [tried]);
  const finale = node.field('finalizer')?.field('body');
  if (finale) lowerBlock(frame, finale, depth);
}

/** Each case for itself; where one goes on into the next is not followed. */
export function lowerSwitch(frame: Frame, node: SyntaxNode, depth: number): void {
  const value = node.field('value');
  if (value) leave(frame, lowerExpression(frame, value, depth));
  const cases = node.field('body')?.named ?? [];
  const exits: Environment[] = [];
  frame.loops.push({ before: frame.environment, exits });
  const ends = cases.map((each) =>
    inFork(frame, () => {
      for (const statement of each.fields('body')) if (!frame.environment.ended) lowerBlock(frame, statement, depth);
    }),
  );
  frame.loops.pop();
  const isComplete = cases.some(({ type }) => type === 'switch_default');
  meet(frame, node, [...ends, ...exits, ...(isComplete ? [] : [frame.environment.fork()])]);
}
