// Writing a call of the library's own softmax where a quotient stands now, and taking away what it leaves unused.
import type { Replacement } from '../../../rules/rule.ts';
import { definitionsOf } from '../../../terms/occurrence.ts';
import type { Axis } from '../../../terms/term.ts';
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { replaceNode } from '../../shared/write/edits.ts';
import { callsForMore } from '../../shared/write/callees.ts';
import { isReadOutside } from '../../shared/write/users.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { functions } from './callees.ts';
import { requireUnchanged } from './effects.ts';
import { pieceOf } from './piece.ts';
import { hasComment, nameGiven, statementOf } from './statements.ts';
import type { Task } from './task.ts';
import { writtenCall } from './tensors.ts';
import { removal } from '../../shared/write/removal.ts';

/** @returns what the library's function is called */
export function writeLibrary(task: Task, { at, by }: Replacement): string {
  if (by.kind !== 'library') throw new Withheld('this value cannot be written');
  const node = task.syntax(at);
  if (!task.familyOf(at).functions.softmax) throw new Withheld(undefined); /* no softmax in this library */
  if (hasComment(node)) throw new Withheld('a comment stands inside the quotient');
  const source = task.plan.unneeded.find(({ operands }) => operands[0]?.term === by.operand);
  if (!source) throw new Withheld('the exponent is not written out here');
  requireLastAxis(by.axis);
  const argument = task.syntax(source.operands[0]!);
  const call = writtenCall(task, 'softmax', [pieceOf(argument)]);
  requireUnchanged(at, node, call.text, node.start);
  task.edits.push(replaceNode(node, call.text));
  removeUnneeded(task, node);
  return call.text.startsWith(argument.text) ? '.softmax' : call.text.slice(0, call.text.indexOf('('));
}

/** tf.softmax takes no other. */
export function requireLastAxis(axis: Axis): void {
  if (axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === -1) return;
  throw new Withheld('the library function is over the last axis');
}

/** Takes away statements that only name what nothing reads any more. */
export function removeUnneeded(task: Task, quotient: SyntaxNode): void {
  const gone: SyntaxNode[] = [quotient];
  // The sum before the exponentials that it reads.
  for (const place of [...task.plan.unneeded].reverse()) {
    const node = syntaxOf(place);
    if (!node || !nameGiven(node) || gone.some((outer) => contains(outer, node))) continue;
    if (!definitionsOf(place).includes(place) || isReadOutside(task.session, place, gone)) continue;
    const statement = statementOf(node);
    if (callsForMore(task.session, statement, functions).length > 0) continue;
    removeStatement(task, statement);
    gone.push(statement);
  }
}

/** What was put before it stays, in its place. */
function removeStatement(task: Task, statement: SyntaxNode): void {
  const { start, source } = statement;
  const isBefore = (edit: Edit) => edit.cell === source.cell && edit.start === start && edit.end === start;
  const before = task.edits.filter(isBefore);
  if (before.length === 0) {
    task.edits.push(removal(statement));
    return;
  }
  for (const edit of before) task.edits.splice(task.edits.indexOf(edit), 1);
  task.edits.push(
    replaceNode(
      statement,
      before
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    ),
  );
}

function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}
