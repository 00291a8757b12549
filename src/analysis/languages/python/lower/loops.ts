// A loop is followed once, with what it carries around unknown; after it, a name is what it was before or at the end.
import type { SyntaxNode } from '../../syntax.ts';
import { carry } from '../../shared/lower/carried.ts';
import { countersOf, isApart, keysIn } from './apart.ts';
import { bindElement } from './comprehensions.ts';
import { lowerExpression } from './expressions.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { carriedNames, changedNames } from './ownNames.ts';
import { summary } from '../../shared/lower/loopSummary.ts';
import { keepsShape } from './keptShapes.ts';
import { noteShape, room } from './room.ts';
import { lowerBlock } from './statements.ts';
import { joinedAfter } from '../../shared/lower/branches.ts';
import { readBack } from '../../shared/lower/readBack.ts';
import { runRounds } from '../../shared/lower/rounds.ts';
import { noteTest } from '../../shared/lower/truth.ts';

export function lowerFor(frame: Frame, node: SyntaxNode, depth: number): void {
  const target = node.field('left');
  const sequence = node.field('right');
  frame.nesting++;
  const enter = () => {
    if (target && sequence) bindElement(frame, target, sequence, depth);
  };
  const counters = countersOf(node);
  lowerLoop(frame, node, depth, enter, frame.nesting, (name) => new Set([...counters, ...keysIn(node, name)]));
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
 * @param countersFor - the names that it counts the elements of an array with
 */
function lowerLoop(
  frame: Frame,
  node: SyntaxNode,
  depth: number,
  enter: () => void,
  nesting?: number,
  countersFor: (name: string) => ReadonlySet<string> = () => new Set(),
): void {
  const body = node.field('body');
  if (!body) return;
  const { environment, store } = frame;
  runRounds(frame, {
    node,
    // By what it carries around: a loop that is put before or into it, and a name that is not needed, leave its name as it is.
    around: [...carriedNames(node, body)].filter((name) => environment.get(name) !== undefined),
    isOverElements: nesting !== undefined,
    run: (id, carried) => {
      for (const name of changedNames(body)) {
        const initial = environment.get(name);
        carry(
          frame,
          node,
          name,
          isApart(body, name, countersFor(name)) ? undefined : id,
          carried,
          canBeUnset(frame, name),
        );
        const head = carried.get(name)?.head.term;
        if (head && initial?.kind === 'value' && keepsShape(body, name)) noteShape(head, initial.occurrence.term);
      }
      enter();
      lowerBlock(frame, body, depth);
    },
    after: ({ initial, end, start, isOfAll, running, appended }) => {
      const either = () => joinedAfter(frame, node, [initial, end], nesting);
      if (initial?.kind !== 'value' || end?.kind !== 'value' || !start) return either();
      const [first, last, carried] = [initial.occurrence, end.occurrence, start.head.term];
      const read = readBack(store, last.term, appended, nesting);
      const whole = { store, initial: first.term, carried, end: read, nesting: nesting ?? 0, running, room };
      const followed = isOfAll ? summary(whole) : undefined;
      return followed ? { kind: 'value', occurrence: occur(frame, node, followed, [last, first]) } : either();
    },
  });
  const otherwise = node.field('alternative')?.field('body');
  if (otherwise) lowerBlock(frame, otherwise, depth);
}

/** Whether a name that nothing stands for yet is one of the scope that the loop is in. */
function canBeUnset(frame: Frame, name: string): boolean {
  return frame.ownNames.has(name) || !frame.parent;
}
