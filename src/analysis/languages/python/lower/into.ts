// Calls that leave their result in what they are given.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { KnownFunction } from '../../shared/libraries/operation.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import { change, isOwn } from '../../shared/lower/changes.ts';
import { leave, type Frame } from '../../shared/lower/frame.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { dottedName } from './names.ts';

/**
 * np.exp(x, out=x), np.exp(x, x), F.relu(x, inplace=True) and F.relu(x, True) leave their result in a name as well.
 * @param flag - which argument says that it is the first, where it has no name
 */
export function intoOut(
  frame: Frame,
  { operation, family }: KnownFunction,
  args: Arguments,
  result: Occurrence,
  flag?: number,
): Occurrence {
  const [first] = args.all;
  const isInPlace = args.all.some(
    ({ keyword, value }, index) =>
      (keyword === 'inplace' || (keyword === undefined && index === flag)) && value.term === frame.store.constant(1),
  );
  const position = operation.does === 'map' ? 1 : operation.does === 'binary' ? 2 : Infinity;
  const positional = family?.name === 'numpy' ? args.all[position] : undefined;
  const out =
    args.all.find(({ keyword }) => keyword === 'out') ??
    (isInPlace ? first : positional?.keyword === undefined ? positional : undefined);
  if (!out) return result;
  change(frame, out.value, result);
  if (!isOwn(frame, out.value)) leave(frame, result);
  const target = out.keyword === undefined ? out.node : (out.node.field('value') ?? out.node);
  const name = dottedName(withoutBrackets(target));
  if (name !== undefined) frame.bind(name, { kind: 'value', occurrence: result });
  return result;
}
