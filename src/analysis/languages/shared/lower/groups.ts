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

/** What in every group leaves it what it is. */
const neutral: Readonly<Record<GroupedName, RegExp>> = {
  sum: /^full 0(?: |$)/,
  mean: /^full 0(?: |$)/,
  max: /^full -Infinity(?: |$)/,
  min: /^full Infinity(?: |$)/,
};

type OfGroups = Extract<Operation, { does: 'grouped' }>;

/** Undefined where it is not said what is made of a group. */
export function grouped(call: Application, operation: OfGroups): Occurrence | undefined {
  const value = ofGroups(call, operation);
  if (value && operation.pairs) call.frame.session.pairs.add(value);
  return value;
}

function ofGroups(call: Application, operation: OfGroups): Occurrence | undefined {
  const { frame, args } = call;
  const { store } = frame;
  const value = (parameter: string) => args.named.get(parameter)?.value;
  const { counts } = operation;
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
  const name = operation.name ?? named(reduction?.term);
  if (!of || !index || !name) return undefined;
  const axis = value('axis')?.term ?? store.constant(operation.axis ?? 0);
  const { slices } = operation;
  if (slices)
    return result(call, groupedOf(store, { name, of: of.term, index: index.term, axis, slices }), [of, index]);
  const isNeutral = !into || (into.term.kind === 'opaque' && neutral[name].test(into.term.key));
  const groups = (base: Term | undefined, countsBase: boolean) =>
    groupedOf(store, { name, of: of.term, index: index.term, axis, base, countsBase });
  // What it is put into comes last: it tells how many groups there are.
  const operands = into ? [of, index, into] : [of, index];
  const ownBase = into && value('include_self')?.term === store.constant(0) ? into.term : undefined;
  if (ownBase && !isNeutral) return result(call, groups(ownBase, false), operands);
  if (isNeutral) return result(call, groups(undefined, false), operands);
  // What it is added to is most often 0 everywhere.
  if (name === 'sum') return result(call, store.binary('add', into.term, groups(undefined, false)), [into, of, index]);
  return result(call, groups(into.term, true), operands);
}

function named(reduction: Term | undefined): GroupedName | undefined {
  const text = reduction?.kind === 'opaque' ? textOf(reduction) : 'sum';
  return text !== undefined && Object.hasOwn(names, text) ? names[text] : undefined;
}
