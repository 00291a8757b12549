import type { Occurrence } from '../../../terms/occurrence.ts';
import { isTest } from '../../../terms/comparison.ts';
import { hasExponential } from '../../../terms/summedExponentials.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { fieldAt, mayHaveEntries, withEntry } from './dictionaries.ts';
import { lowerExpression, readBinding } from './expressions.ts';
import { leave, occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { defineLambda } from './functions.ts';
import { replaceHead } from './layers.ts';
import { giveAttribute } from './objects.ts';
import { storesToOwn } from './ownership.ts';
import { chosenModule, dottedName, resolve } from './names.ts';
import { isEither } from '../libraries/either.ts';
import { noteModule } from '../../shared/lower/branches.ts';
import { combine } from './operators.ts';
import { without, withoutAll } from './subscripts.ts';
import { isPair } from '../../shared/lower/pairs.ts';
import { mayBeHeldSince } from '../otherHolders.ts';
import { pairedIndices, pairedValues } from './pairs.ts';
import { itemOf, pickOne, storedKey } from '../../../terms/gathers.ts';
import { chosenBy } from '../../shared/lower/comparisons.ts';
import { change, isOwn } from '../../shared/lower/changes.ts';
import { aliased } from '../../shared/lower/names.ts';

/** The right side of an assignment: an alias of a function or module stays one. */
export function lowerBinding(frame: Frame, node: SyntaxNode, depth: number): Binding {
  if (node.type === 'assignment') return lowerAssignment(frame, node, depth);
  if (node.type === 'lambda') return { kind: 'function', definition: defineLambda(frame, node) };
  const isName = node.type === 'identifier' || node.type === 'attribute';
  const alias = isName ? aliased(frame, resolve(frame, node)) : undefined;
  if (alias) return alias;
  const occurrence = lowerExpression(frame, node, depth);
  const path = chosenModule(frame, occurrence.term);
  return path === undefined ? { kind: 'value', occurrence } : { kind: 'library', path };
}

export function lowerAssignment(frame: Frame, node: SyntaxNode, depth: number): Binding {
  const left = node.field('left');
  const right = node.field('right');
  if (!left || !right) return { kind: 'value', occurrence: occur(frame, node, frame.store.opaque('declared')) };
  const binding = lowerBinding(frame, right, depth);
  bindTarget(frame, left, binding, depth);
  return binding;
}

export function lowerAugmented(frame: Frame, node: SyntaxNode, depth: number): void {
  const left = node.field('left');
  const right = node.field('right');
  if (!left || !right) return;
  const operator = (node.field('operator')?.text ?? '').slice(0, -1);
  const name = dottedName(left);
  const before =
    left.type === 'identifier' && name ? readBinding(frame, left, name) : lowerExpression(frame, left, depth);
  const value = combine(frame, node, operator, before, lowerExpression(frame, right, depth));
  if (left.type === 'subscript') {
    // What stands there is changed in place, if that is an array.
    store(frame, left, { kind: 'value', occurrence: value }, depth, before);
    return;
  }
  change(frame, before, value);
  // What is kept elsewhere is changed there as well.
  if (!isOwn(frame, before) || (hasExponential(before.term) && mayBeHeldSince(left))) leave(frame, value);
  bindTarget(frame, left, { kind: 'value', occurrence: value }, depth);
}

/** Gives a name, an attribute, an element or a pattern of them what it is assigned. */
export function bindTarget(frame: Frame, target: SyntaxNode, binding: Binding, depth: number): void {
  switch (target.type) {
    case 'identifier':
      if (isOfOutside(frame, target.text)) change(frame, readBinding(frame, target, target.text));
      // global last; last = e: other functions read it.
      if (binding.kind === 'value' && frame.parent && !frame.isClass && !frame.ownNames.has(target.text))
        leave(frame, binding.occurrence);
      frame.bind(target.text, binding);
      if (binding.kind === 'library' && isEither(binding.path)) noteModule(frame, target, target.text, binding);
      return;
    case 'attribute': {
      const name = dottedName(target);
      if (binding.kind === 'value') replaceHead(frame, target, binding.occurrence, depth);
      changeThrough(frame, target, depth);
      if (name !== undefined) frame.bind(name, binding);
      if (binding.kind === 'value') giveFromOutside(frame, target, binding.occurrence.term, depth);
      if (binding.kind === 'value') leave(frame, binding.occurrence);
      return;
    }
    case 'subscript':
      if (binding.kind === 'value') replaceHead(frame, target, binding.occurrence, depth);
      store(frame, target, binding, depth);
      return;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'expression_list':
    case 'tuple':
    case 'list':
      unpack(frame, target, binding, depth);
      return;
    case 'as_pattern_target':
    case 'list_splat_pattern':
    case 'parenthesized_expression': {
      const [inner] = target.named;
      if (inner) bindTarget(frame, inner, unknownPart(frame, target, binding), depth);
      return;
    }
  }
}

/** x.flat = 0, x.real = y: what the array itself holds. */
function changeThrough(frame: Frame, target: SyntaxNode, depth: number): void {
  const object = target.field('object');
  if (!object || !/^(?:flat|real|imag)$/.test(target.field('attribute')?.text ?? '')) return;
  change(frame, lowerExpression(frame, object, depth));
}

/** agent.tau = 0: what the constructor of its class is given for that attribute is this, from then on. */
function giveFromOutside(frame: Frame, target: SyntaxNode, value: Term, depth: number): void {
  const object = target.field('object');
  const name = target.field('attribute')?.text;
  if (!object || name === undefined || value.kind !== 'constant' || frame.inlined > 0) return;
  giveAttribute(frame, lowerExpression(frame, object, depth), name, value);
}

/** Whether a function that is called gives a name that is not its own another value. */
function isOfOutside({ inlined, ownNames, isClass }: Frame, name: string): boolean {
  return inlined > 0 && !isClass && !ownNames.has(name);
}

/**
 * x[i] = v: some elements of x are v from now on.
 * @param element - what stands there and is changed: x[i] += v
 */
function store(frame: Frame, target: SyntaxNode, binding: Binding, depth: number, element?: Occurrence): void {
  const object = target.field('value');
  if (!object || binding.kind !== 'value') return;
  const name = dottedName(object);
  const places = target.fields('subscript').map((index) => lowerExpression(frame, index, depth));
  const before =
    object.type === 'identifier' && name !== undefined
      ? readBinding(frame, object, name)
      : lowerExpression(frame, object, depth);
  if (name === undefined || !storesToOwn(frame, object, before)) leave(frame, binding.occurrence);
  if (name === undefined) {
    change(frame, before);
    return;
  }
  const [key, ...others] = places;
  const entered =
    key && others.length === 0 ? withEntry(frame, target, before, key.term, binding.occurrence) : undefined;
  const stored = entered ?? storedTo(frame, target, before, places, binding.occurrence);
  if (element) change(frame, element, stored);
  change(frame, before, stored);
  frame.bind(name, { kind: 'value', occurrence: stored });
}

function storedTo(
  frame: Frame,
  target: SyntaxNode,
  before: Occurrence,
  places: readonly Occurrence[],
  value: Occurrence,
): Occurrence {
  const ordinal = frame.session.ordinal(`${frame.id} store`);
  const { store: terms } = frame;
  // p[i, :] is p[i].
  const at = withoutAll(termsOf(places));
  const where = terms.opaque(`${storedKey}${frame.id} ${ordinal}`, at.length > 0 ? at : termsOf(places));
  const rest = without(before.term, termsOf(places));
  return occur(frame, target, terms.where(where, value.term, rest), [...places, value, before]);
}

function unpack(frame: Frame, target: SyntaxNode, binding: Binding, depth: number): void {
  const targets = target.named;
  targets.forEach((inner, index) => {
    const starred = targets.some(({ type }) => type === 'list_splat_pattern');
    const part =
      binding.kind === 'value' && !starred ? item(frame, inner, binding.occurrence, index, targets.length) : undefined;
    bindTarget(frame, inner, part ? { kind: 'value', occurrence: part } : unknownPart(frame, inner, binding), depth);
  });
}

function item(frame: Frame, node: SyntaxNode, whole: Occurrence, index: number, count: number): Occurrence {
  const { term } = whole;
  if (isPair(frame.session, whole) && count === 2) {
    return index === 0 ? pairedValues(frame, node, whole) : pairedIndices(frame, node, whole);
  }
  if (term.kind === 'stack' && term.items.length === count) {
    // The display itself if it was written here, so that places are kept; what else made the tuple, only its value.
    const source = whole.operands[index]?.term === term.items[index] ? whole.operands[index]! : whole;
    return occur(frame, node, term.items[index]!, [source], { form: 'read' });
  }
  const field = mayHaveEntries(term) ? fieldAt(frame, node, whole, frame.store.constant(index)) : undefined;
  if (field) return field;
  if (term.kind === 'join' && term.items.every((branch) => branch.kind === 'stack' && branch.items.length === count)) {
    const parts = term.items.map((branch) => (branch.kind === 'stack' ? branch.items[index]! : branch));
    return occur(frame, node, frame.store.join(parts), [whole], { form: 'read' });
  }
  const { store } = frame;
  if (term.kind === 'where' && isTest(term.condition)) {
    const [yes, no] = [term.yes, term.no].map((branch) => itemIn(branch, index, count));
    if (yes && no) return occur(frame, node, chosenBy(store, term.condition, yes, no), [whole], { form: 'read' });
  }
  // One of what a loop goes through: `for _, v in pairs` has the v that is pair[1].
  const part =
    term.kind === 'element' ? store.gather(term, pickOne, [store.constant(index)]) : itemOf(store, term, index);
  return occur(frame, node, part, [whole]);
}

function itemIn(term: Term, index: number, count: number): Term | undefined {
  return term.kind === 'stack' && term.items.length === count ? term.items[index] : undefined;
}

function unknownPart(frame: Frame, node: SyntaxNode, binding: Binding): Binding {
  const sources = binding.kind === 'value' ? [binding.occurrence] : [];
  const term = frame.store.opaque(
    `part ${frame.id} ${frame.session.ordinal(`${frame.id} part`)}`,
    sources.map((s) => s.term),
  );
  return { kind: 'value', occurrence: occur(frame, node, term, sources) };
}
