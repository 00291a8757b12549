// Sums and maxima of groups that an index tells.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { nonNegative } from '../../../terms/bounds/interval.ts';
import { groupedOf, type GroupedName } from '../../../terms/groups.ts';
import type { Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';
import type { Operation } from '../libraries/operation.ts';
import { result, type Application } from './apply.ts';
import { bounded } from './ranges.ts';

const names: Readonly<Record<string, GroupedName>> = {
  sum: 'sum',
  add: 'sum',
  mean: 'mean',
  max: 'max',
  amax: 'max',
  min: 'min',
  amin: 'min',
};

/** Undefined where it is not said what is made of a group. */
export function grouped(
  call: Application,
  { name, counts }: Extract<Operation, { does: 'grouped' }>,
): Occurrence | undefined {
  const { frame, args } = call;
  const value = (parameter: string) => args.named.get(parameter)?.value;
  if (counts && !value('weights')) {
    const all = [...args.named.values(), ...args.rest];
    return bounded(frame, call.node, { does: 'bounded', range: nonNegative }, all);
  }
  const [of, index, into, reduction] = [
    value(counts ? 'weights' : 'source'),
    value('indices'),
    value('operand'),
    value('reduction'),
  ];
  const made = name ?? named(reduction?.term);
  if (!of || !index || !made) return undefined;
  const groups = groupedOf(frame.store, { name: made, of: of.term, index: index.term });
  // What it is added to is most often 0 everywhere.
  const isEmpty = !into || made !== 'sum' || (into.term.kind === 'opaque' && /^full 0(?: |$)/.test(into.term.key));
  return isEmpty
    ? result(call, groups, [of, index])
    : result(call, frame.store.binary('add', into.term, groups), [into, of, index]);
}

function named(reduction: Term | undefined): GroupedName | undefined {
  const text = reduction?.kind === 'opaque' ? textOf(reduction) : 'sum';
  return text !== undefined && Object.hasOwn(names, text) ? names[text] : undefined;
}
