// What was chosen by a condition, where a branch on that condition says which it was: the model that is trained.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Environment } from './environment.ts';
import { occur, type Frame } from './frame.ts';

/** One of two values, by a condition. */
export interface Chosen {
  readonly condition: Term;
  readonly yes: Term;
  readonly no: Term;
}

/** Notes that a condition holds, or does not, on the path that is followed. */
export function assume({ environment }: Frame, condition: Term, holds: boolean): void {
  const [of, isSo] = positive(condition, holds);
  environment.assume(of, isSo);
}

/** Notes what a name is by the condition under which two branches gave it something that can be called. */
export function noteChosen(
  { environment, session }: Frame,
  condition: Term,
  [branch, otherwise]: readonly Environment[],
): void {
  if (!branch || !otherwise || branch.ended || otherwise.ended) return;
  const names = [branch, otherwise].flatMap((each) => [...each.changedSince(environment)]);
  for (const name of new Set(names)) {
    const [yes, no, both] = [branch, otherwise, environment].map((each) => each.get(name));
    if (yes?.kind !== 'value' || no?.kind !== 'value' || both?.kind !== 'value') continue;
    const { term } = both.occurrence;
    const made = { condition, yes: yes.occurrence.term, no: no.occurrence.term };
    if (term.kind !== 'join' || !isCalled(session.callables, made)) continue;
    const known = session.chosen.get(term);
    // The same two under another condition: which of them it is, is not told by either.
    const isOther = known !== undefined && (known?.condition !== condition || known.yes !== made.yes);
    session.chosen.set(term, isOther ? null : made);
  }
}

/** The value that a name has where it is read: of one that was chosen, which it is if a branch around says so. */
export function chosenHere(frame: Frame, node: SyntaxNode, value: Occurrence): Occurrence {
  const { environment, session } = frame;
  const { term } = value;
  const made = term.kind === 'where' ? term : session.chosen.get(term);
  if (!made || !isCalled(session.callables, made)) return value;
  const [condition, isSo] = positive(made.condition, true);
  const holds = environment.holds(condition);
  if (holds === undefined) return value;
  return occur(frame, node, holds === isSo ? made.yes : made.no, [value], { form: 'read' });
}

function isCalled(callables: ReadonlyMap<Term, unknown>, { yes, no }: Chosen): boolean {
  return callables.has(yes) || callables.has(no);
}

/** A condition without what negates it, and whether that holds where it does. */
function positive(condition: Term, holds: boolean): readonly [Term, boolean] {
  if (condition.kind !== 'opaque' || condition.says !== 'not' || condition.operands.length !== 1)
    return [condition, holds];
  return positive(condition.operands[0]!, !holds);
}
