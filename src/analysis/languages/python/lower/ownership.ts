// Lists that a scope makes itself: only what is done with them later is seen by others.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isAppended } from '../../shared/lower/lists.ts';
import type { Frame } from '../../shared/lower/frame.ts';

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
