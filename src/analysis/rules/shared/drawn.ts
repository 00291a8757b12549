// log(p[a]) where a was drawn by p itself: what has become 0 is not drawn.
import { subterms } from '../../terms/walk.ts';
import type { LossLog } from './lossLogs.ts';

/** Whether the probability is picked by an index that is another one each time and is made from the same probabilities, or from their logits. */
export function isDrawn({ inside: { layers, inner }, probability }: LossLog): boolean {
  const picks = layers.flatMap(({ term }) => (term.kind === 'gather' ? term.indices : []));
  const draws = picks.flatMap((index) => [...subterms(index)]).filter((term) => term.kind === 'opaque' && !term.pure);
  return draws.some((draw) => {
    const parts = subterms(draw);
    return parts.has(inner) || (probability !== undefined && parts.has(probability.logits));
  });
}

/** What a draw says of the limit: the end of a message. */
export function byDraw(loss: LossLog): string {
  return isDrawn(loss) ? '; the index is drawn from these probabilities, so that this hardly ever happens' : '';
}
