// Lists that grow.
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import { dottedName } from './names.ts';
import { change } from '../../shared/lower/changes.ts';
import { appendKey, isAppended } from '../../shared/lower/lists.ts';
import { lookUp } from '../../shared/lower/names.ts';

/** out.append(x): from now on the name is a list with one more item. Undefined if it is not known to be a list. */
export function append(
  frame: Frame,
  node: SyntaxNode,
  objectNode: SyntaxNode,
  { all, spread }: Arguments,
): Occurrence | undefined {
  const name = dottedName(objectNode);
  const binding = name === undefined ? undefined : lookUp(frame, name);
  const [item] = all;
  if (name === undefined || binding?.kind !== 'value' || !item || all.length !== 1 || spread) return undefined;
  const list = binding.occurrence;
  const { term } = list;
  const grows = term.kind === 'stack' || (term.kind === 'variable' && term.role === 'loop') || isAppended(term);
  if (!grows) return undefined;
  const { store } = frame;
  const longer =
    term.kind === 'stack'
      ? store.stack([...term.items, item.value.term])
      : store.opaque(appendKey, [term, item.value.term]);
  const operands = term.kind === 'stack' ? [...itemsOf(list), item.value] : [list, item.value];
  const grown = occur(frame, node, longer, operands);
  frame.bind(name, { kind: 'value', occurrence: grown });
  if (!frame.ownNames.has(name)) leave(frame, grown);
  change(frame, list, grown);
  return grown;
}

/** The places of a display's items, as far as they are known. */
function itemsOf({ form, operands }: Occurrence): readonly Occurrence[] {
  return form === 'expression' ? operands : [];
}
