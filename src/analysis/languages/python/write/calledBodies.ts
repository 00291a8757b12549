// What a function of the text computes before it gives a softmax of that: its code takes the place of the call, or its lines stand
// before that.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { indentBefore, insertAt, newline, replaceNode } from '../../shared/write/edits.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { freshName, nameUnfolded, type GivenNames } from './names.ts';
import { assumedOf, stepsOf, valueIn } from './sequences.ts';
import { openStatement, statementOf } from './statements.ts';
import type { Task } from './task.ts';
import { calledFor, requireFirst, unfolded } from './unfold.ts';
import { unfoldedLines, type UnfoldedLines } from './unfoldLines.ts';

/** Where new code is written. */
export interface Writing {
  readonly task: Task;
  readonly at: Occurrence;
  readonly node: SyntaxNode;
  readonly names: GivenNames;
}

/**
 * A name for a value, or its code.
 * @param give - a name for some code on a line before
 */
export function ofCalled(
  writing: Writing,
  term: Term,
  give: (code: () => string) => Piece | undefined,
): Piece | undefined {
  const { task, at, node } = writing;
  // What a model ends in is better taken out of it than gone around where that changes the meaning.
  const isEqual = task.plan.meaning === 'equal';
  const steps = isEqual ? ofModel(writing, term, give) : undefined;
  if (steps) return steps;
  const found = unfolded(task.session, at, term);
  if (!found || found.call.source !== node.source) {
    const name = isEqual ? inLines(writing, term) : undefined;
    return name === undefined ? undefined : { text: name, binding: binding.atom };
  }
  const { call, code, around, model } = found;
  if (model !== undefined && !isEqual) return undefined;
  if (model !== undefined) task.assumed.add(assumedOf(model));
  if (holds(node, call)) {
    if (!task.plan.names) return { text: code, binding: binding.atom };
    requireFirst(statementOf(call), call);
    return give(() => code);
  }
  if (call.start > node.start) return undefined;
  return { text: nameUnfolded(task, call, 'logits', code, around), binding: binding.atom };
}

/** The same of a model that ends in a softmax, and is called in the code that is replaced. */
function ofModel({ task, at, node }: Writing, term: Term, give: (code: () => string) => Piece | undefined) {
  const { session } = task;
  const steps = stepsOf(session, term).filter(({ scope }) => scope === at.scope);
  const call = steps.map((place) => task.syntax(place)).find((each) => holds(node, each));
  const { code, model } = call ? valueIn(session, call) : {};
  if (!call || code === undefined || model === undefined) return undefined;
  task.assumed.add(assumedOf(model));
  if (!task.plan.names) return { text: code, binding: binding.atom };
  requireFirst(statementOf(call), call);
  return give(() => code);
}

function inLines({ task, at, node, names }: Writing, term: Term): string | undefined {
  const lines = unfoldedLines(task.session, at, term, (wish) => freshName(wish, task, node));
  if (!lines || lines.call.source !== node.source) return undefined;
  const { call, model } = lines;
  if (model !== undefined) task.assumed.add(assumedOf(model));
  const isHere = holds(node, call);
  if (!isHere && call.start > node.start) return undefined;
  const statement = openStatement(call);
  requireFirst(statement, call);
  const object = calledFor(at, term);
  if (object !== undefined) task.assumed.add(`${object} has no hooks that a call of it runs`);
  if (isHere) names.note(statement, term, lines.name, lines.before);
  else writeLines(task, names, statement, term, lines);
  return lines.name;
}

/** The body of a function in the place of its call, line by line. */
function writeLines(
  task: Task,
  names: GivenNames,
  statement: SyntaxNode,
  term: Term,
  { call, before, after, name, whole, instead }: UnfoldedLines,
): void {
  const { text } = statement.source;
  const between = `${newline(text)}${indentBefore(text, statement.start) ?? ''}`;
  const all = [...before, ...after];
  const edits =
    instead === undefined
      ? [insertAt(statement, statement.start, all.map((line) => line + between).join('')), replaceNode(call, whole)]
      : [replaceNode(statement, [...all, ...(instead === '' ? [] : [instead])].join(between))];
  names.note(statement, term, name, [], edits);
  task.namedInPlace.push({ node: call, statement, name, line: before.join(between), edits });
}

function holds(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return inner.source === outer.source && outer.start <= inner.start && inner.end <= outer.end;
}
