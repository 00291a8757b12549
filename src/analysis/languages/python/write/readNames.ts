// Names by which values are read on the way to a place.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { isReadOutside } from '../../shared/write/users.ts';
import { isAlwaysRun, writtenAt } from '../../shared/write/valuePlaces.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { partsWith, rootOf } from '../../shared/around.ts';
import { functionAround } from '../around.ts';
import { changedNames } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { nameGiven, statementOf } from './statements.ts';
import type { Task } from './task.ts';

/** A name that is read, or a parameter. */
export function nameIn(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'identifier' || node.type === 'attribute') return node;
  if (!/parameter$/.test(node.type)) return undefined;
  return node.field('name') ?? node.named.find(({ type }) => type === 'identifier');
}

interface NamesOfConstant {
  readonly names: ReadonlySet<string>;
  /** Whether there is one name, and the number itself is nowhere written on the way. */
  readonly isAlone: boolean;
}

/** The names by which a number is read on the way to a place. */
export function namesOfConstant(at: Occurrence, term: Term): NamesOfConstant {
  const names = new Set<string>();
  let isWritten = false;
  for (const place of upstream(at)) {
    if (place.term !== term) continue;
    const node = syntaxOf(place);
    const name = place.form === 'read' && node ? nameIn(node)?.text : undefined;
    if (name !== undefined) names.add(name);
    // Where a name has its value from is no other use of the number.
    else if (place.form === 'expression' && node && !nameGiven(node)) isWritten = true;
  }
  return { names, isAlone: names.size === 1 && !isWritten };
}

/**
 * Whether a statement between a name and some code in the same function gives the name another value, whenever it is run.
 * @param goes - whether a statement may be taken away
 */
function isRebound(name: SyntaxNode, before: SyntaxNode, goes: (statement: SyntaxNode) => boolean): boolean {
  if (name.source !== before.source || name.start >= before.start) return false;
  for (let at: SyntaxNode | undefined = statementOf(before); at?.parent; at = outer(at)) {
    if (at.type === 'function_definition') return false;
    const block: SyntaxNode = at.parent;
    const [from, to] = [name.end, at.start];
    for (const statement of block.named) {
      if (statement.end > to || statement.end <= from) continue;
      const isLater = statement.start >= from || readsBefore(statement, name);
      if (!isLater || !isAssigning(statement) || goes(statement)) continue;
      if (changedNames(statement).has(name.text)) return true;
    }
    if (block.start <= name.start) return false;
  }
  return false;
}

/** x = f(x) and x /= f(x), where x is read. */
function readsBefore(statement: SyntaxNode, name: SyntaxNode): boolean {
  const assignment = isAssigning(statement) ? statement.named[0] : undefined;
  const read = assignment?.type === 'assignment' ? assignment.field('right') : assignment;
  return read !== undefined && read.start <= name.start && name.end <= read.end;
}

function isAssigning({ type, named }: SyntaxNode): boolean {
  return type === 'expression_statement' && /^(?:augmented_)?assignment$/.test(named[0]?.type ?? '');
}

function outer({ parent }: SyntaxNode): SyntaxNode | undefined {
  return parent?.parent && statementOf(parent);
}

/** Whether a number cannot be written at a place without its name being lost. */
export function losesName(at: Occurrence, term: Term): boolean {
  const { names, isAlone } = namesOfConstant(at, term);
  return names.size > 0 && !isAlone;
}

/** What goes with some code: what nothing but that, and what goes with it, reads. */
function goingWith(task: Task, code: SyntaxNode): readonly SyntaxNode[] {
  const { plan, session } = task;
  const gone = [code, ...plan.replacements.map(({ at }) => task.syntax(at))];
  return [...plan.unneeded].reverse().flatMap((place) => {
    if (isReadOutside(session, place, gone)) return [];
    const node = task.syntax(place);
    gone.push(statementOf(node));
    return [node];
  });
}

/** The last name before some code that was read as, or given to, a value; the check sees whether it still holds it. */
export function lastName(
  task: Task,
  at: Occurrence,
  code: SyntaxNode,
  places: readonly Occurrence[],
): SyntaxNode | undefined {
  const unneeded = goingWith(task, code);
  const goes = ({ source, start, end }: SyntaxNode) =>
    unneeded.some((node) => node.source === source && start <= node.start && node.end <= end);
  const names = places.flatMap((place) => {
    const { scope } = place;
    if (scope !== at.scope && scope !== 'module' && !at.scope.startsWith(`${scope}/`)) return [];
    const node = writtenAt(place);
    const name = nameIn(node) ?? nameGiven(node);
    if (!name) return [];
    const [cell, own] = [name.source.cell, code.source.cell];
    // What a function reads may be in a later cell.
    const isBefore = cell === own ? name.start < code.start : cell < own || at.scope !== 'module';
    return isBefore && !isRebound(name, code, goes) && isBoundAt(name, code) ? [name] : [];
  });
  return names.sort((a, b) => a.source.cell - b.source.cell || a.start - b.start).at(-1);
}

/** Whether a name is bound wherever some code is run: behind a branch, one that only the branch gives is not. */
function isBoundAt(name: SyntaxNode, code: SyntaxNode): boolean {
  if (name.type !== 'identifier') return true;
  const definition = functionAround(code);
  if (definition && parametersOf(definition).some((each) => each.name === name.text)) return true;
  const bindings = [...partsWith(name.text, definition ?? rootOf(code))].filter(
    (node) =>
      node.type === 'identifier' && node.text === name.text && isTarget(node) && functionAround(node) === definition,
  );
  return bindings.length === 0 || bindings.some((node) => node.start < code.start && isAlwaysRun(node, code));
}

/** Where a name is given something, as a part of a pattern too. */
function isTarget(node: SyntaxNode): boolean {
  let at = node;
  while (/^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern)$/.test(at.parent?.type ?? ''))
    at = at.parent!;
  const { parent } = at;
  if (!parent) return false;
  if (/assignment$|^for_statement$/.test(parent.type)) return parent.field('left')?.start === at.start;
  if (parent.type === 'named_expression' || /_definition$/.test(parent.type)) {
    return parent.field('name')?.start === at.start;
  }
  return /^(?:as_pattern_target|aliased_import|dotted_name)$/.test(parent.type);
}
