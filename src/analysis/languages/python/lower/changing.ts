// Functions that change what they are given, told by their words alone: where a call is not followed.
import { changesObject } from '../libraries/inPlace.ts';
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { change } from '../../shared/lower/changes.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { parametersOf } from './parameters.ts';

/**
 * Notes what a call that is not followed may change: what it gives to a function of the text that changes its parameters, or gives
 * together with one, as map(scale, rows) does.
 * @param called - the function itself, where that is one of the text
 */
export function noteChanges(
  frame: Frame,
  called: { readonly definition: FunctionDefinition; readonly receiver: Occurrence | undefined } | undefined,
  { all }: Arguments,
): void {
  if (called) {
    const parameters = parametersOf(called.definition.node).slice(called.receiver ? 1 : 0);
    const changed = changedParameters(called.definition.node);
    for (const [index, { keyword, value }] of all.entries()) {
      if (changed.has(keyword ?? parameters[index]?.name ?? '')) change(frame, value);
    }
  }
  for (const { value } of all) {
    const given = frame.session.callables.get(value.term);
    if (given?.kind !== 'function' || changedParameters(given.definition.node).size === 0) continue;
    for (const other of all) {
      if (other.value !== value) for (const each of [other.value, ...itemsOf(other.value)]) change(frame, each);
    }
  }
}

/** x and y of [x, y]: what goes through a list is given these. */
function itemsOf(list: Occurrence): readonly Occurrence[] {
  const { term } = list;
  if (term.kind !== 'stack') return [];
  return definitionsOf(list).flatMap((made) => made.operands.filter((each) => term.items.includes(each.term)));
}

/** Whether a function changes any of its parameters in place. */
export function changesParameters(definition: SyntaxNode): boolean {
  return changedParameters(definition).size > 0;
}

const known = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** The parameters that a function changes in place, by names that they have themselves. */
function changedParameters(definition: SyntaxNode): ReadonlySet<string> {
  const before = known.get(definition);
  if (before) return before;
  const parameters = new Set(parametersOf(definition).map(({ name }) => name));
  const changed = new Set<string>();
  const note = (node: SyntaxNode | undefined) => {
    let at = node;
    while (at && /^(subscript|attribute)$/.test(at.type)) at = at.field('value') ?? at.field('object');
    if (at?.type === 'identifier' && parameters.has(at.text)) changed.add(at.text);
  };
  const queue = [...definition.named];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const left = /assignment$/.test(node.type) ? node.field('left') : undefined;
    if (node.type === 'augmented_assignment' || left?.type === 'subscript') note(left);
    const callee = node.type === 'call' ? node.field('function') : undefined;
    if (callee?.type === 'attribute' && changesObject(callee.field('attribute')?.text ?? '')) {
      note(callee.field('object'));
    }
    queue.push(...node.named);
  }
  known.set(definition, changed);
  return changed;
}
