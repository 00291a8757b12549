// Calls of losses: which argument is the prediction, and whether it is logits or probabilities.
import { allAxes, knownAxis } from '../../../terms/axis.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { LossName, Term } from '../../../terms/term.ts';
import type { LossOperation } from '../libraries/operation.ts';
import { result, type Application } from './apply.ts';
import { axisOf } from './axes.ts';

/** Arguments that are told apart by their place in the term: the prediction, the targets, and what says how they are read. */
const placed = new Set(['operand', 'targets', 'from_logits', 'axis']);
const weights = new Set(['weight', 'weights', 'pos_weight', 'sample_weight']);

export function loss(call: Application, operation: LossOperation): Occurrence | undefined {
  const { args, frame } = call;
  const { store } = frame;
  const operand = args.named.get('operand')?.value;
  const targets = args.named.get('targets')?.value;
  const name = nameOf(call, operation);
  if (!operand || !targets || !name) return undefined;
  const given = args.named.get('axis');
  const usual = operation.axis === undefined ? allAxes : knownAxis(operation.axis);
  const axis = operation.axis !== undefined && given ? axisOf(given) : usual;
  const rest = [...args.named].filter(([parameter]) => !placed.has(parameter));
  const others: readonly Term[] = [
    targets.term,
    ...rest.filter(([parameter]) => weights.has(parameter)).map(([, { value }]) => value.term),
    // Losses of other reductions, smoothings … are other values.
    ...rest
      .filter(([parameter]) => !weights.has(parameter))
      .map(([parameter, { value }]) => store.opaque(`option ${parameter}`, [value.term])),
  ];
  const values = rest.map(([, { value }]) => value);
  return result(call, store.library(name, operand.term, axis, others), [operand, targets, ...values]);
}

/** Undefined where it is decided at run time whether it takes logits. */
function nameOf({ args }: Application, operation: LossOperation): LossName | undefined {
  const flag = args.named.get('from_logits')?.value.term;
  if (!operation.ofLogits) return operation.name;
  if (!flag) return operation.usuallyLogits ? operation.ofLogits : operation.name;
  if (flag.kind !== 'constant') return undefined;
  return flag.value === 0 ? operation.name : operation.ofLogits;
}
