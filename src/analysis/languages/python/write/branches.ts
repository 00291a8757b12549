// Conditions that are asked once more, before the branches of which one has a value that the other has not.
import type { SyntaxNode } from '../../syntax.ts';
import { indentBefore } from '../../shared/write/edits.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import { changedNames } from '../lower/ownNames.ts';
import { hasComment } from './statements.ts';
import type { Task } from './task.ts';

export const notHere = 'a part of the new code is not written out here';

export interface Header {
  /** if mask is not None: */
  readonly line: string;
  /** What a line within it is indented by. */
  readonly indent: string;
}

/** The condition of an `if` that stands after a statement in the same block, as it may be asked before it. */
export function headerBefore(meeting: SyntaxNode, statement: SyntaxNode): Header {
  const [condition, body] = [meeting.field('condition'), meeting.field('consequence')];
  const isOne = meeting.type === 'if_statement' && meeting.fields('alternative').length === 0;
  const siblings = statement.parent?.named ?? [];
  const isAfter = siblings.some(({ start }) => start === meeting.start) && statement.end <= meeting.start;
  if (!isOne || !condition || !body || !isAfter || hasComment(condition)) throw new Withheld(notHere);
  const between = siblings.filter(({ start, end }) => statement.start <= start && end <= meeting.start);
  const words = wordsOf(meeting.text);
  const changed = between.flatMap((each) => [...changedNames(each)]);
  const own = new Set([...changedNames(body)]);
  if (/[([]|:=|await/.test(condition.text) || changed.some((name) => words.has(name) && !own.has(name))) {
    throw new Withheld('the condition may be another one before');
  }
  const [outer, inner] = [meeting, body.named[0] ?? body].map(({ source, start }) => indentBefore(source.text, start));
  if (outer === undefined || !inner?.startsWith(outer)) throw new Withheld(notHere);
  return { line: `if ${condition.text}:`, indent: inner.slice(outer.length) };
}

/** Whether some code stands in the branch whose condition is asked before it, and reads nothing that the branch changes. */
export function isInBranch(task: Task, node: SyntaxNode): boolean {
  const { branch } = task.plan;
  const body = branch && task.syntax(branch.at).field('consequence');
  if (body?.source !== node.source || node.start < body.start || node.end > body.end) return false;
  const changed = changedNames(body);
  return ![...wordsOf(node.text)].some((word) => changed.has(word));
}
