// A loop is followed once, with what it carries around unknown; after it, a name is what it was before or at the end.
import type { SyntaxNode } from '../../syntax.ts';
import type { Environment } from '../../shared/lower/environment.ts';
import { carry, type Carried } from '../../shared/lower/carried.ts';
import { countersOf, isApart } from './apart.ts';
import { bindElement } from './comprehensions.ts';
import { lowerExpression } from './expressions.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { carriedNames, changedNames } from './ownNames.ts';
import { summary } from '../../shared/lower/loopSummary.ts';
import { room } from './room.ts';
import { lowerBlock } from './statements.ts';
import { inFork, joinedAfter, meet } from '../../shared/lower/branches.ts';
import { noteTest } from '../../shared/lower/truth.ts';

export function lowerFor(frame: Frame, node: SyntaxNode, depth: number): void {
  const target = node.field('left');
  const sequence = node.field('right');
  frame.nesting++;
  const enter = () => {
    if (target && sequence) bindElement(frame, target, sequence, depth);
  };
  lowerLoop(frame, node, depth, enter, frame.nesting, countersOf(node));
  frame.nesting--;
}

export function lowerWhile(frame: Frame, node: SyntaxNode, depth: number): void {
  const condition = node.field('condition');
  lowerLoop(frame, node, depth, () => {
    if (!condition) return;
    const tested = lowerExpression(frame, condition, depth);
    leave(frame, tested);
    noteTest(frame, condition, tested);
  });
}

/**
 * @param enter - lowers what is evaluated at the head of each round
 * @param nesting - of the elements that a round is for; undefined of a loop that is not over any
 * @param counters - names that it counts with
 */
function lowerLoop(
  frame: Frame,
  node: SyntaxNode,
  depth: number,
  enter: () => void,
  nesting?: number,
  counters: ReadonlySet<string> = new Set(),
): void {
  const body = node.field('body');
  if (!body) return;
  const before = frame.environment;
  // By what it carries around: a loop that is put before or into it, and a name that is not needed, leave its name as it is.
  const around = [...carriedNames(node, body)].filter((name) => before.get(name) !== undefined);
  const key = `${frame.id} loop ${around.join(',')}`;
  const id = `${key} ${frame.session.ordinal(key)}`;
  const carried = new Map<string, Carried>();
  const exits: Environment[] = [];
  frame.loops.push({ before, exits });
  const round = inFork(frame, () => {
    for (const name of changedNames(body)) {
      carry(frame, node, name, isApart(body, name, counters) ? undefined : id, carried, canBeUnset(frame, name));
    }
    enter();
    lowerBlock(frame, body, depth);
  });
  frame.loops.pop();
  for (const [name, { sources }] of carried) {
    const end = round.get(name);
    if (end?.kind === 'value') sources?.push(end.occurrence);
  }
  const finished = before.fork();
  const summed = nesting !== undefined && exits.length === 0 && round.ended !== 'break' && round.ended !== 'return';
  const running = new Set([...carried.values()].filter(({ sources }) => sources).map(({ head }) => head.term));
  for (const name of round.changedSince(before)) {
    const [initial, end, start] = [before.get(name), round.get(name), carried.get(name)];
    const followed =
      summed && initial?.kind === 'value' && end?.kind === 'value' && start
        ? summary({
            store: frame.store,
            initial: initial.occurrence.term,
            carried: start.head.term,
            end: end.occurrence.term,
            nesting,
            running,
            room,
          })
        : undefined;
    if (followed && initial?.kind === 'value' && end?.kind === 'value') {
      const operands = [end.occurrence, initial.occurrence];
      finished.set(name, { kind: 'value', occurrence: occur(frame, node, followed, operands) });
    } else finished.set(name, joinedAfter(frame, node, [initial, end], nesting));
  }
  frame.environment = before;
  meet(frame, node, [finished, ...exits]);
  const otherwise = node.field('alternative')?.field('body');
  if (otherwise) lowerBlock(frame, otherwise, depth);
}

/** Whether a name that nothing stands for yet is one of the scope that the loop is in. */
function canBeUnset(frame: Frame, name: string): boolean {
  return frame.ownNames.has(name) || !frame.parent;
}
