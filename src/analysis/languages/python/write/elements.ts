// One element of a list that takes the place of one of another list, in a loop or a comprehension over that.
import { elementsIn } from '../../../terms/elements.ts';
import type { Replacement } from '../../../rules/rule.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { insertAt, replaceNode } from '../../shared/write/edits.ts';
import { dividedIn } from '../../shared/write/oneOf.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import { isForOnce, isNameForOnce } from './once.ts';
import { freshName, type GivenNames } from './names.ts';
import { comprehensions, statementOf } from './statements.ts';
import type { Task } from './task.ts';

const noIndex = 'the log is taken of each element by itself';

/** What goes through a list: a loop, or the clause of a comprehension. */
interface Rounds {
  readonly node: SyntaxNode;
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
}

/**
 * Lets the rounds that a place is in go through other lists as well, so that their elements have names there.
 * @param listOf - the name of a list
 * @returns the rounds, undefined where no other elements are needed
 */
export function takeElements(
  task: Task,
  names: GivenNames,
  { at, by }: Replacement,
  listOf: (list: Term) => string | undefined,
): SyntaxNode | undefined {
  const own = new Set([...subterms(at.term)]);
  const added = [...elementsIn(by)].filter((element) => !own.has(element));
  if (added.length === 0) return undefined;
  const [argument] = at.operands;
  if (!argument) throw new Withheld(noIndex);
  const element = task.syntax(dividedIn(argument));
  const rounds = roundsOf(element);
  for (const each of added) {
    if (names.find(element, each) !== undefined) continue;
    const list = listOf(each.of);
    if (list === undefined || !/^[\w.]+$/.test(list)) throw new Withheld(noIndex);
    if (isNameForOnce(task, element, list)) throw new Withheld(`${list} can be gone through only once`);
    task.assumed.add(`${list} can be gone through more than once`);
    names.note(statementOf(element), each, taken(task, rounds, element, list), [], []);
  }
  return loopOf(rounds);
}

/** Code of the element of another list. */
function taken(task: Task, rounds: Rounds, element: SyntaxNode, list: string): string {
  if (element.type === 'subscript') return `${list}[${indexOf(element)}]`;
  const { left, right } = rounds;
  const callee = right.type === 'call' ? right.field('function')?.text : undefined;
  const targets = left.type === 'identifier' ? [left] : left.type === 'pattern_list' ? left.named : [];
  const name = freshName('logit', task, element);
  const last = right.field('arguments')?.named.at(-1);
  if (callee === 'zip' && last && last.type !== 'keyword_argument' && targets.length > 1) {
    task.edits.push(insertAt(left, left.end, `, ${name}`), insertAt(last, last.end, `, ${list}`));
    return name;
  }
  if (targets.length !== 1 || !/^(?:identifier|attribute)$/.test(right.type) || isForOnce(task, right))
    throw new Withheld(noIndex);
  task.edits.push(replaceNode(left, `${left.text}, ${name}`), replaceNode(right, `zip(${right.text}, ${list})`));
  return name;
}

function indexOf(element: SyntaxNode): string {
  const [, index, ...more] = element.named;
  if (!index || more.length > 0 || index.type === 'slice') throw new Withheld(noIndex);
  return index.text;
}

/** The innermost rounds that count an index, or whose element it is. */
function roundsOf(element: SyntaxNode): Rounds {
  const words = wordsOf(element.type === 'subscript' ? indexOf(element) : element.text);
  if (element.type !== 'subscript' && element.type !== 'identifier') throw new Withheld(noIndex);
  for (let around = element.parent; around && around.type !== 'function_definition'; around = around.parent) {
    const clauses = comprehensions.has(around.type) ? around.named : [around];
    for (const node of clauses) {
      const [left, right] = [node.field('left'), node.field('right')];
      if (!/^for_(?:statement|in_clause)$/.test(node.type) || !left || !right) continue;
      if ([...wordsOf(left.text)].some((word) => words.has(word))) return { node, left, right };
    }
  }
  throw new Withheld(noIndex);
}

/** The code that runs all of the rounds. */
function loopOf({ node }: Rounds): SyntaxNode {
  return node.type === 'for_statement' ? node : node.parent!;
}
