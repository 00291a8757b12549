// Lists and arrays that a scope makes itself: only what is done with them later is seen by others.
import { multiplied } from '../../../terms/innerProduct.ts';
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isAppended } from '../../../terms/appended.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { wordsOf } from '../../shared/words.ts';
import { isStored } from '../../../terms/gathers.ts';
import { isEmptyDictionary } from './dictionaries.ts';
import { assignedNames } from './ownNames.ts';
import { parametersOf } from './parameters.ts';
import { isNew } from './room.ts';

/** out.append(x) of a list that was made here. */
export function growsOwn(frame: Frame, call: SyntaxNode, grown: Occurrence): boolean {
  const callee = call.type === 'call' ? call.field('function') : undefined;
  const object = callee?.field('object');
  if (callee?.field('attribute')?.text !== 'append' || object?.type !== 'identifier') return false;
  return frame.ownNames.has(object.text) && isMadeHere(grown) && !hasOtherNames(object);
}

function isMadeHere(list: Occurrence): boolean {
  let place: Occurrence | undefined = list;
  for (let steps = 0; place && steps < 50; steps++) {
    if (place.term.kind === 'stack') return true;
    if (place.form === 'expression' && !isAppended(place.term)) return false;
    [place] = place.operands;
  }
  return false;
}

/** x[i] = v of a list or an array that was made here. */
export function storesToOwn(frame: Frame, object: SyntaxNode, before: Occurrence): boolean {
  if (object.type !== 'identifier' || !frame.ownNames.has(object.text) || hasOtherNames(object)) return false;
  let place: Occurrence | undefined = before;
  for (let steps = 0; place && steps < 50; steps++) {
    if (isNew(place.term) || isEmptyDictionary(place.term)) return true;
    place = sourceOf(place);
  }
  return false;
}

/**
 * Whether something else may hold the object of a name, or a part of it, before it is changed at a place: another name, a
 * container, what it was given to, or a function within that reads it whenever it is run.
 */
function hasOtherNames(object: SyntaxNode): boolean {
  let scope: SyntaxNode = object;
  while (scope.parent && scope.type !== 'function_definition') scope = scope.parent;
  const from = firstHolds(scope).get(object.text);
  return from !== undefined && from < object.start;
}

const holds = new WeakMap<SyntaxNode, ReadonlyMap<string, number>>();

/** From where on the object of each name of a scope may have another: everywhere, where a function within reads it. */
function firstHolds(scope: SyntaxNode): ReadonlyMap<string, number> {
  const before = holds.get(scope);
  if (before) return before;
  const found = new Map<string, number>();
  const note = (name: string, at: number) => found.set(name, Math.min(at, found.get(name) ?? at));
  const queue = [scope.field('body') ?? scope];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (/^(function_definition|class_definition|lambda)$/.test(node.type)) {
      for (const word of wordsFromOutside(node)) note(word, -1);
      continue;
    }
    if (node.type === 'identifier' && !isHeldAlone(node)) note(node.text, node.start);
    queue.push(...node.named);
  }
  holds.set(scope, found);
  return found;
}

/** The words in a function, lambda or class but for names that are its own. */
function wordsFromOutside(node: SyntaxNode): ReadonlySet<string> {
  const body = node.field('body');
  const words = new Set(wordsOf(node.text));
  if (node.type === 'class_definition' || !body) return words;
  const own = new Set([...assignedNames(body), ...parametersOf(node).map(({ name }) => name)]);
  // What a function within it reads of a name may be of another scope, and what stands for a parameter is of the outer one.
  const outer = wordsOf(
    parametersOf(node)
      .map(({ default: usual }) => usual?.text ?? '')
      .join(' '),
  );
  for (const name of own) if (!outer.has(name)) words.delete(name);
  return words;
}

/** Where a name is set, stored to, grown, or asked for its form. */
function isHeldAlone(name: SyntaxNode): boolean {
  const { parent } = name;
  const around = parent?.parent;
  const isLeft = (node: SyntaxNode) =>
    node.parent?.field('left')?.start === node.start && /assignment$|^for_statement$/.test(node.parent.type);
  switch (parent?.type) {
    case 'assignment':
      // w = self.w = {}
      if (around?.type === 'assignment' || parent.field('right')?.type === 'assignment') return false;
      return parent.field('left')?.start === name.start;
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return parent.field('left')?.start === name.start;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'keyword_argument':
      return true;
    case 'subscript':
      return parent.field('value')?.start !== name.start || isLeft(parent);
    case 'attribute':
      return (
        parent.field('attribute')?.text === name.text ||
        /^(append|shape|dtype|size|ndim)$/.test(parent.field('attribute')?.text ?? '')
      );
    case 'argument_list':
      return around?.field('function')?.text === 'len';
    default:
      return false;
  }
}

/** What a value is but for elements that were stored to it; undefined of one that is computed. */
function sourceOf({ term, form, operands }: Occurrence): Occurrence | undefined {
  // What was stored to comes last.
  const last = operands.at(-1);
  if (term.kind === 'where' && isStored(term.condition) && last && isBefore(last.term, term.no)) return last;
  return form === 'expression' ? undefined : operands[0];
}

/** Whether an array is another, but for what was stored last where something else was stored then. */
function isBefore(array: Term, other: Term): boolean {
  return array === other || (array.kind === 'where' && isStored(array.condition) && array.no === other);
}

/** s.exp_() of a value that was computed here: it is the name that has another value now. */
export function changesOwn(frame: Frame, call: SyntaxNode, value: Occurrence): boolean {
  const callee = call.type === 'call' ? call.field('function') : undefined;
  const object = callee?.type === 'attribute' ? callee.field('object') : undefined;
  const isInPlace = /[^_]_$/.test(callee?.field('attribute')?.text ?? '');
  if (!isInPlace || object?.type !== 'identifier' || !frame.ownNames.has(object.text)) return false;
  const bound = frame.environment.get(object.text);
  const [before] = value.operands;
  if (bound?.kind !== 'value' || bound.occurrence.term !== value.term || !before) return false;
  return definitionsOf(before).every(makesNew);
}

/** Whether a place computes a value that is a new array in any case, and no view of another. */
export function makesNew({ form, term }: Occurrence): boolean {
  if (form !== 'expression') return false;
  return term.kind === 'binary' || term.kind === 'map' || (term.kind === 'opaque' && multiplied(term) !== undefined);
}
