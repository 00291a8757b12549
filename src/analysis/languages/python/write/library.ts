// Writing a call of the library's own softmax where a quotient stands now, and taking away what it leaves unused.
import type { Replacement } from '../../../rules/rule.ts';
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { LibraryTerm } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Family, LibrarySoftmax } from '../../shared/libraries/family.ts';
import { indentBefore, newline, replaceNode } from '../../shared/write/edits.ts';
import { isChangedAlone, isChangedInPlace } from './inPlace.ts';
import { requireOwnName } from './otherNames.ts';
import { pieceOf } from './piece.ts';
import { axisArgument, reductionPlace } from './spelling.ts';
import { callsForMore, doesMore } from '../../shared/write/callees.ts';
import { functions } from './callees.ts';
import { comprehensions, hasComment, nameGiven, statementOf, outermost } from './statements.ts';
import type { Task } from './task.ts';
import { hasEffects } from '../../shared/write/transplant.ts';
import { isReadOutside } from '../../shared/write/users.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { binding, inside } from '../../shared/write/piece.ts';
import { removal } from '../../shared/write/removal.ts';

/** @returns what the library's function is called, and what has to be installed for it */
export function writeLibrary(task: Task, { at, by }: Replacement): { called: string; needs: string | undefined } {
  if (by.kind !== 'library') throw new Withheld('this value cannot be written');
  const node = task.syntax(at);
  if (comprehensions.has(node.type)) throw new Withheld('the quotient is taken element by element');
  if (hasComment(node)) throw new Withheld('a comment stands inside the quotient');
  const source = task.plan.unneeded.find(({ operands }) => operands[0]?.term === by.operand);
  const family = task.familyOf(source) ?? task.familyOf(reductionPlace(task));
  const { softmax } = family ?? {};
  if (!source || !family || !softmax) throw new Withheld(undefined); /* no softmax in this library */
  const argument = task.syntax(source.operands[0]!);
  if (isChangedInPlace(argument)) isChangedAlone(source.operands[0]!, argument);
  const statement = statementOf(node);
  if (statementOf(argument) !== statement && hasEffects(by.operand)) {
    throw new Withheld('the exponent would be computed at another place');
  }
  const isArgument = (call: SyntaxNode) => argument.start <= call.start && call.end <= argument.end;
  if (!callsForMore(task.session, node, functions).every(isArgument)) throw new Withheld(doesMore);
  const { code, called } = softmaxCall(task, by, source, family, softmax);
  const target = node.type === 'augmented_assignment' ? node.field('left') : undefined;
  if (target) requireOwnName(at, target);
  task.edits.push(target ? replaceNode(node, `${target.text} = ${code}`) : replaceNode(outermost(node), code));
  removeUnneeded(task, [node]);
  return { called, needs: softmax.needs };
}

function softmaxCall(
  task: Task,
  { axis }: LibraryTerm,
  source: Occurrence,
  family: Family,
  softmax: LibrarySoftmax,
): { code: string; called: string } {
  const exponential = task.session.calls.get(source);
  const sum = task.session.calls.get(reductionPlace(task));
  const operand = pieceOf(task.syntax(source.operands[0]!));
  if (axis.kind === 'all' && !softmax.ofAll) throw new Withheld('the sum is over all axes, and this softmax takes one');
  if (axis.kind === 'known' && axis.axes.length > 1 && !softmax.ofAll) {
    throw new Withheld('the sum is over several axes, and this softmax takes one');
  }
  const options = [...axisArgument(axis, sum?.args.named.get('axis'), family, family.axis)];
  if (axis.kind === 'all' && softmax.usual !== 'all') options.push(`${family.axis}=None`);
  if (exponential?.isMethod && family.methods) {
    return { code: `${inside(operand, binding.atom)}.softmax(${options.join(', ')})`, called: '.softmax' };
  }
  const called = task.call(task.syntax(source), softmax.ways);
  return { code: `${called}(${[operand.text, ...options].join(', ')})`, called };
}

/** Takes away statements that only name what nothing reads any more. */
/** @param replaced - code in the place of which there is other code by now */
export function removeUnneeded(task: Task, replaced: readonly SyntaxNode[]): void {
  const gone = [...replaced];
  // The sum before the exponentials that it reads.
  for (const place of [...task.plan.unneeded].reverse()) {
    const node = task.syntax(place);
    if (!(nameGiven(node) || isOfOwnName(place, node)) || gone.some((outer) => contains(outer, node))) continue;
    if (!definitionsOf(place).includes(place) || isReadOutside(task.session, place, gone)) continue;
    const statement = statementOf(node);
    if (callsForMore(task.session, statement, functions).length > 0) continue;
    removeStatement(task, statement);
    gone.push(statement);
  }
}

/** e /= e.sum(), of an array that has no other name. */
function isOfOwnName(place: Occurrence, node: SyntaxNode): boolean {
  const target = node.type === 'augmented_assignment' ? node.field('left') : undefined;
  if (target?.type !== 'identifier') return false;
  try {
    requireOwnName(place, target);
    return true;
  } catch (error) {
    if (error instanceof Withheld) return false;
    throw error;
  }
}

function removeStatement(task: Task, statement: SyntaxNode): void {
  const named = task.namedInPlace.filter((each) => each.statement === statement);
  if (named.length === 0) {
    task.edits.push(removal(statement));
    return;
  }
  const superseded = named.flatMap(({ edits }) => edits);
  const others = task.edits.filter((edit) => !superseded.includes(edit));
  const { text } = statement.source;
  const lines = named.map(({ line }) => line).join(`${newline(text)}${indentBefore(text, statement.start) ?? ''}`);
  task.edits.splice(0, task.edits.length, ...others, replaceNode(statement, lines));
}

function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}
