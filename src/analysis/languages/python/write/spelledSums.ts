// Sums as the code spells them already: e.sum(axis=1, keepdims=True), where the library's other functions are no methods.
import type { ReduceTerm } from '../../../terms/term.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';
import { heldPlaces } from '../../shared/write/valuePlaces.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A call of a method with nothing but numbers and switches, which mean the same wherever they stand. */
const ofLiterals = /^\.\w+\((?:\s*(?:\w+\s*=\s*)?(?:-?\d+|True|False|None|\([-\d,\s]*\))\s*,?)*\s*\)$/;

/** The same sum of what has the same name, as it is spelt in the function; undefined where that is by no method. */
export function spelledSum({ task, at }: Vocabulary, term: ReduceTerm, { text }: Piece): Piece | undefined {
  if (!/^\w+$/.test(text)) return undefined;
  for (const place of heldPlaces(task, term)) {
    if (place.form !== 'expression' || place.scope !== at.scope || !task.session.calls.has(place)) continue;
    const [whole, source] = [task.syntax(place), place.operands[0] && task.syntax(place.operands[0])];
    if (source?.text !== text || source.start !== whole.start) continue;
    const call = whole.text.slice(text.length);
    if (ofLiterals.test(call)) return { text: text + call, binding: binding.atom };
  }
  return undefined;
}
