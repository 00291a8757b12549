// Lists that grow.
import { someOf } from '../../../terms/gathers.ts';
import type { Term } from '../../../terms/term.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import { dottedName } from './names.ts';
import { change } from '../../shared/lower/changes.ts';
import { appendKey, isAppended } from '../../../terms/appended.ts';
import { lookUp } from '../../shared/lower/names.ts';

/**
 * out.append(x), out.extend([x, y]): from now on the name is a list with more items. Undefined if it is not known to be a
 * list, or if the method is another.
 */
export function grow(
  frame: Frame,
  node: SyntaxNode,
  objectNode: SyntaxNode,
  method: string,
  { all, spread }: Arguments,
): Occurrence | undefined {
  const name = dottedName(objectNode);
  const binding = name === undefined ? undefined : lookUp(frame, name);
  if (name === undefined || binding?.kind !== 'value') return undefined;
  const list = binding.occurrence;
  const [given] = all;
  if (otherwise.has(method) && holdsCallables(frame, list.term)) frame.bind(name, undefined);
  if (!given || all.length !== 1 || spread || !growing.has(method) || !grows(list.term)) return undefined;
  const grown =
    method === 'append' ? withItem(frame, node, list, given.value) : withItems(frame, node, list, given.value);
  frame.bind(name, { kind: 'value', occurrence: grown });
  if (!frame.ownNames.has(name)) leave(frame, grown);
  change(frame, list, grown);
  return grown;
}

const growing = new Set(['append', 'extend']);
/** What changes a list otherwise than at its end. */
const otherwise = new Set(['insert', 'pop', 'remove', 'reverse', 'clear', 'sort']);

function holdsCallables({ session }: Frame, term: Term): boolean {
  return term.kind === 'stack' && term.items.some((item) => session.callables.has(item));
}

/** Whether it is known to be a list. */
function grows(term: Term): boolean {
  if (term.kind === 'stack' || (term.kind === 'variable' && term.role === 'loop') || isAppended(term)) return true;
  if (term.kind === 'join') return term.items.every(grows);
  if (term.kind === 'binary') return term.name === 'add' && (grows(term.left) || grows(term.right));
  return term.kind === 'gather' && term.key === someOf;
}

function withItem(frame: Frame, node: SyntaxNode, list: Occurrence, item: Occurrence): Occurrence {
  const { term } = list;
  const longer =
    term.kind === 'stack'
      ? frame.store.stack([...term.items, item.term])
      : frame.store.opaque(appendKey, [term, item.term]);
  return occur(frame, node, longer, term.kind === 'stack' ? [...itemsOf(list), item] : [list, item]);
}

function withItems(frame: Frame, node: SyntaxNode, list: Occurrence, more: Occurrence): Occurrence {
  const [before, after] = [list.term, more.term];
  const longer =
    before.kind === 'stack' && after.kind === 'stack'
      ? frame.store.stack([...before.items, ...after.items])
      : frame.store.binary('add', before, after);
  return occur(frame, node, longer, [list, more]);
}

/** The places of a display's items, as far as they are known. */
function itemsOf({ form, operands }: Occurrence): readonly Occurrence[] {
  return form === 'expression' ? operands : [];
}
