// What code is told beside what a term says: a sum that passes over NaN, the format of a sum, an array that takes the result.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Application } from '../../shared/lower/apply.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import type { Task } from './task.ts';

/** Withholds a rewrite that would take the place of code which says more than that. */
export function requireNoMore(task: Task): void {
  if (task.plan.form === 'library') requireNoMask(task);
  for (const { at, by } of task.plan.keeps) {
    if (at.term === by) continue;
    const [all, kept] = [subterms(at.term), subterms(by)];
    // What is made of the whole later on, is made of the new code as well.
    for (const place of upstream(at)) {
      const call = all.has(place.term) && !kept.has(place.term) ? task.session.calls.get(place) : undefined;
      if (call) requirePlain(task, place.term, call);
    }
    const own = task.session.calls.get(at);
    if (task.plan.writing !== 'shift' && own?.args.named.has('out')) throw new Withheld(intoArray);
  }
}

/** np.ma.masked_less(x, 0), np.ma.array(x, mask=…): SciPy's functions raise. */
function requireNoMask({ plan }: Task): void {
  const isMasked = (place: Occurrence) => /(?:^|\.)ma\.\w+$/.test(syntaxOf(place)?.field('function')?.text ?? '');
  if (plan.keeps.some(({ at }) => [...upstream(at)].some(isMasked)))
    throw new Withheld('the library takes no masked arrays');
}

const intoArray = 'the result is left in an array that is given for it';

function requirePlain({ plan }: Task, part: Term, { known: { operation }, args, operand }: Application): void {
  const { does } = operation;
  const ignores =
    does === 'sum-of-numbers' || does === 'same-of-numbers' || ('ofNumbers' in operation && operation.ofNumbers);
  if (ignores) throw new Withheld('it passes over NaN, which the maximum or the library would not');
  if (plan.writing === 'shift') return;
  if (does === 'reduce' && args.named.has('out')) throw new Withheld(intoArray);
  if (does === 'reduce' && args.named.has('dtype')) throw new Withheld('it is added up in a format that is given');
  // log(tf.cast(softmax(tf.cast(x, tf.float32)), x.dtype))
  const format = args.named.get('dtype')?.node.text ?? '';
  const isBack = does === 'cast' && operand.term === part && /\.dtype$/.test(format);
  if (isBack && [...subterms(part)].some(({ kind }) => kind === 'cast')) {
    throw new Withheld('it is turned into a format that is not known');
  }
}
