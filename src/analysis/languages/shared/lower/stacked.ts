// Values put side by side by a function.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Operation } from '../libraries/operation.ts';
import { passed, result, type Application } from './apply.ts';
import type { Argument } from './arguments.ts';
import { termsOf } from './frame.ts';

export function stacked(
  call: Application,
  { separately }: Extract<Operation, { does: 'stack' }>,
  all: readonly Argument[],
): Occurrence {
  const { store } = call.frame;
  const { operand } = call;
  if (separately && operand.term.kind !== 'stack') {
    const items = all.filter(({ keyword }) => keyword === undefined).map((argument) => argument.value);
    return result(call, store.stack(termsOf(items)), items);
  }
  const [first, ...others] = operand.term.kind === 'stack' ? operand.term.items : [];
  // x twice is x, repeated.
  const isRepeated = first && others.length > 0 && others.every((other) => other === first);
  return isRepeated
    ? result(call, store.reshape({ to: 'broadcast', key: 'repeated', operands: [] }, first), [operand])
    : passed(call, operand.term);
}
