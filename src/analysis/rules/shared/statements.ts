// A loss that is written in several statements has a finding at each: whoever looks at one of them sees it.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Match, RuleContext } from '../rule.ts';
import type { LossLog } from './lossLogs.ts';

type Logs = readonly [LossLog, ...LossLog[]];

/**
 * The finding of some logarithms of one loss, and one more for each that stands in a statement of its own; their rewrites
 * are those of the whole.
 */
export function inEachStatement(context: RuleContext, logs: Logs, match: (logs: Logs) => Match): readonly Match[] {
  const whole = match(logs);
  const others = logs.filter(({ at }) => at !== whole.at && areApart(context, at, whole.at));
  return [whole, ...others.map((log) => ({ ...match([log]), proposals: () => whole.proposals() }))];
}

/** Whether nothing that is computed in their function holds both places: a class or a function around them is no statement of theirs. */
function areApart({ computed }: RuleContext, { span: a, scope }: Occurrence, { span: b }: Occurrence): boolean {
  if (a.cell !== b.cell) return true;
  const [start, end] = [Math.min(a.start, b.start), Math.max(a.end, b.end)];
  return !computed.some(
    ({ own, scope: there, span }) =>
      own && there === scope && span.cell === a.cell && span.start <= start && span.end >= end,
  );
}
