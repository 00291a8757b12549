// np.tril(x), x.triu(diagonal=1)
import type { Occurrence } from '../../../terms/occurrence.ts';
import { triangleOf } from '../../../terms/triangles.ts';
import { result, type Application } from './apply.ts';
import type { Argument } from './arguments.ts';
import { termsOf } from './frame.ts';

export function triangle(call: Application, part: 'lower' | 'upper', all: readonly Argument[]): Occurrence {
  const { frame, operand } = call;
  const others = all.map((argument) => argument.value).filter((each) => each !== operand);
  return result(call, triangleOf(frame.store, part, operand.term, termsOf(others)), [operand, ...others]);
}
