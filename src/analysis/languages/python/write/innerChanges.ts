// Changes of a part of what a name holds, which values are not followed through: ys[t][0] = 3, e.T[0] = 4, ps[t].fill(0), np.clip(p, a, b, p).
// Between an exponential and what is made of it the old code sees them, and the new one would not.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { isWithin, partsOf, partsWith, rootOf } from '../../shared/around.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { changesObject } from '../libraries/inPlace.ts';
import { methodChanges } from '../libraries/effects.ts';
import { changesParameters } from '../lower/changing.ts';
import { functionAround } from '../around.ts';
import type { Task } from './task.ts';
import { baseOf, isInner, isStoring, viewsIn, type Views } from './views.ts';

const changed = 'something that it is computed from may be changed in place in between';

/** @throws Withheld where such a change stands between the first and the last part of what is rewritten */
export function requireNoInnerChanges(task: Task): void {
  const { plan, edits, notes } = task;
  for (const { at } of plan.keeps) {
    const isFixed = fixed.has(task.familyOf(at)?.name ?? '');
    const whole = syntaxOf(at);
    if (!whole) continue;
    const around = functionAround(whole) ?? rootOf(whole);
    const isHere = ({ source, start, end }: SyntaxNode) =>
      source === whole.source && around.start <= start && end <= around.end;
    const parts = [...upstream(at)]
      .filter(isPart)
      .flatMap((place) => syntaxOf(place) ?? [])
      .filter(isHere);
    const start = Math.min(whole.start, ...parts.map((node) => node.start));
    const code = [whole.text, ...parts.map(statementTextOf), ...edits.map(({ text }) => text)];
    const names = new Set(code.flatMap((text) => [...wordsOf(text)]));
    if (isReadAtLast(whole, around, names)) throw new Withheld('what is run at last reads it, too');
    const views = viewsIn(around);
    if (start === whole.start) continue;
    if (isChangedByInner(whole, around, names, start)) throw new Withheld(changed);
    for (const part of partsOf(around)) {
      if (part.start < start || part.end > whole.start) continue;
      // What the function does stands elsewhere in the text.
      if (part.type === 'call' && handedOn(part).some((name) => names.has(name))) notes.isLocal = false;
      if (changedBy(part).some((name) => names.has(name)))
        throw new Withheld('a part of what it is computed from is changed in between');
      if (isFixed && part.type === 'augmented_assignment' && part.field('right')?.type !== 'list') continue;
      if (changedByName(part, views).some((name) => names.has(name))) throw new Withheld(changed);
    }
  }
}

/** Libraries whose arrays nothing changes: `x *= 2` gives the name another one. */
const fixed: ReadonlySet<string> = new Set(['tensorflow', 'jax']);

/** Whether a function within, whose name stands between the first part and the whole, changes in place what has one of some names. */
function isChangedByInner(whole: SyntaxNode, around: SyntaxNode, names: ReadonlySet<string>, start: number): boolean {
  const between = wordsOf(whole.source.text.slice(start, whole.end));
  const isFunction = ({ type }: SyntaxNode) => type === 'function_definition' || type === 'lambda';
  const inner = [...partsOf(around)].filter(
    (part) => part !== around && isFunction(part) && !isWithin(whole, part) && between.has(nameOf(part)),
  );
  return inner.some((definition) => {
    const own = new Set(ownNames(definition));
    return [...partsOf(definition)]
      .flatMap((part) => [...changedBy(part), ...nameChangedBy(part)])
      .some((name) => names.has(name) && !own.has(name));
  });
}

function nameOf(definition: SyntaxNode): string {
  return (definition.field('name') ?? definition.parent?.field('left'))?.text ?? '';
}

/** The names that a function's parameters and assignments make its own. */
function ownNames(definition: SyntaxNode): readonly string[] {
  const given = definition.field('parameters')?.named ?? [];
  const made = [...partsOf(definition)].filter(({ type }) => type === 'assignment').map((each) => each.field('left'));
  return [...given, ...made].flatMap((each) => (each?.type === 'identifier' ? [each.text] : []));
}

/** Whether a finally reads one of some names, which it does when the function has returned already. */
function isReadAtLast(whole: SyntaxNode, around: SyntaxNode, names: ReadonlySet<string>): boolean {
  for (let at = whole.parent; at && at !== around.parent; at = at.parent) {
    const last = at.type === 'try_statement' ? at.named.find(({ type }) => type === 'finally_clause') : undefined;
    if (last && [...wordsOf(last.text)].some((word) => names.has(word))) return true;
  }
  return false;
}

/** Of exponentials and their logarithms, where they stand. */
function isPart({ own, form, term }: Occurrence): boolean {
  return own && form === 'expression' && term.kind === 'map' && (term.name === 'exp' || term.name === 'log');
}

/** With the name that it is given. */
function statementTextOf(node: SyntaxNode): string {
  const { parent } = node;
  return parent?.type === 'assignment' ? parent.text : node.text;
}

/** The names of which some code changes a part in place. */
function changedBy(node: SyntaxNode): readonly string[] {
  if (node.type === 'assignment' || node.type === 'augmented_assignment') return innerTarget(node.field('left'));
  return node.type === 'call' ? changedByCall(node) : [];
}

/** ys of h += 3 and h[0] = 3, where h = ys[t]: what changes the name itself is followed. */
function changedByName(node: SyntaxNode, views: Views): readonly string[] {
  // What is put into a list leaves what is in it as it was.
  if (node.type === 'call' && isStoring(node)) return [];
  return [...nameChangedBy(node), ...changedBy(node)].flatMap((name) => [...views.behind(name)]);
}

function nameChangedBy(node: SyntaxNode): readonly string[] {
  const target = node.type === 'assignment' || node.type === 'augmented_assignment' ? node.field('left') : undefined;
  if (target?.type === 'subscript') return namesOf([target.field('value')]);
  if (node.type === 'augmented_assignment') return namesOf([target]);
  return node.type === 'call' ? namesOf(objectsChangedBy(node, () => true)) : [];
}

function namesOf(nodes: readonly (SyntaxNode | undefined)[]): readonly string[] {
  return nodes.flatMap((node) => (node?.type === 'identifier' ? [node.text] : []));
}

/** ys of ys[t][0] = 3, e of e.T[0] = 4; of x[0] = 3 nothing, which is followed. */
function innerTarget(target: SyntaxNode | undefined): readonly string[] {
  const object = target?.type === 'subscript' ? target.field('value') : undefined;
  return object && isInner(object) ? baseOf(object) : [];
}

function changedByCall(call: SyntaxNode): readonly string[] {
  return objectsChangedBy(call, isInner).flatMap(baseOf);
}

/** What a call changes: of what is followed elsewhere, if it is a name, only that which is looked at. */
function objectsChangedBy(call: SyntaxNode, isOfInterest: (node: SyntaxNode) => boolean): readonly SyntaxNode[] {
  const callee = call.field('function');
  const given = (call.field('arguments')?.named ?? []).filter(({ type }) => type !== 'comment');
  const method = callee?.type === 'attribute' ? (callee.field('attribute')?.text ?? '') : '';
  const outputs = given.filter((each) => each.field('name')?.text === 'out').map((each) => each.field('value'));
  const object = changesObject(method) || methodChanges(method) ? [callee?.field('object')] : [];
  const changed = [...outputs, ...object].filter((each) => each && isOfInterest(each));
  // np.clip(x, low, high, x)
  if (method === 'clip' && given.length > 3) changed.push(given[3]);
  if (/^(?:copyto|put|putmask|place|fill_diagonal|put_along_axis)$/.test(method)) changed.push(given[0]);
  const isGiven = callee?.type === 'identifier' && given.some(isOfInterest);
  if (isGiven && definesChanging(callee)) changed.push(...given.filter(isOfInterest));
  return changed.flatMap((each) => each ?? []);
}

/** The names of which a call gives a function by its name a part: bump(ys[t]) */
function handedOn(call: SyntaxNode): readonly string[] {
  if (call.field('function')?.type !== 'identifier') return [];
  return (call.field('arguments')?.named ?? []).filter(isInner).flatMap(baseOf);
}

/** Whether a function of the text changes what it is given. */
function definesChanging(callee: SyntaxNode): boolean {
  return [...partsWith(callee.text, rootOf(callee))].some(
    (part) =>
      part.type === 'function_definition' && part.field('name')?.text === callee.text && changesParameters(part),
  );
}
