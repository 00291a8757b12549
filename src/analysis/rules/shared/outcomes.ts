// The probability of what happened, where(y == 1, p, 1 - p) or y * p + (1 - y) * (1 - p), of a p that is a sigmoid: 0 at both of its ends.
import { formats, probabilityOneGap } from '../../../kernels/index.ts';
import { itemsOf } from '../../terms/logarithm.ts';
import { weighedOutcomes } from '../../terms/outcomes.ts';
import { sigmoidIn } from '../../terms/sigmoidInLog.ts';
import type { RuleContext } from '../rule.ts';
import type { LossLog } from './lossLogs.ts';
import { zeroOfSigmoid } from './sigmoidEnds.ts';
import { rounded } from './wording.ts';

/** Where a logarithm of such is -inf; undefined of others. */
export function endsOfOutcomes({ store, bounds }: RuleContext, { inside: { inner, complement }, format }: LossLog) {
  const isChoice = inner.kind === 'where' || inner.kind === 'join';
  const outcomes = isChoice ? itemsOf(inner) : weighedOutcomes(inner).flat();
  if (complement || outcomes.length === 0) return undefined;
  const parts = outcomes.map((item) => sigmoidIn(store, bounds, item));
  const [itself, opposite] = [false, true].map((side) => parts.find((part) => part?.complement === side));
  if (!itself || !opposite || itself.logits !== opposite.logits) return undefined;
  const data = formats[format.name];
  const lower = zeroOfSigmoid(format.name, itself.byHand);
  return `the logit is below -${rounded(lower)}, or above ${rounded(probabilityOneGap(data))} for what is 1 minus the sigmoid`;
}
