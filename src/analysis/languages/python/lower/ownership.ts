// Lists and arrays that a scope makes itself: only what is done with them later is seen by others.
import { multiplied } from '../../../terms/innerProduct.ts';
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isAppended } from '../../shared/lower/lists.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { isStored } from '../../../terms/gathers.ts';
import { isNew } from './room.ts';

/** out.append(x) of a list that was made here. */
export function growsOwn(frame: Frame, call: SyntaxNode, grown: Occurrence): boolean {
  const callee = call.type === 'call' ? call.field('function') : undefined;
  const object = callee?.field('object');
  if (callee?.field('attribute')?.text !== 'append' || object?.type !== 'identifier') return false;
  return frame.ownNames.has(object.text) && isMadeHere(grown);
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
  if (object.type !== 'identifier' || !frame.ownNames.has(object.text)) return false;
  let place: Occurrence | undefined = before;
  for (let steps = 0; place && steps < 50; steps++) {
    if (isNew(place.term)) return true;
    place = sourceOf(place);
  }
  return false;
}

/** What a value is but for elements that were stored to it; undefined of one that is computed. */
function sourceOf({ term, form, operands }: Occurrence): Occurrence | undefined {
  // What was stored to comes last.
  const last = operands.at(-1);
  if (term.kind === 'where' && isStored(term.condition) && last?.term === term.no) return last;
  return form === 'expression' ? undefined : operands[0];
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
