// What a scope stores in arrays and objects: whether anything else sees it, and for how long.
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf, type Frame } from '../../shared/lower/frame.ts';
import { declaredNames, isScope } from './ownNames.ts';

/**
 * Whether a name holds an array or object that was made in this scope, so that only what is done with it later leaves.
 * @param at - where it is changed: nothing else has it before
 */
export function isOwn(frame: Frame, name: string, at: SyntaxNode): boolean {
  if (isGivenAway(name, at)) return false;
  const binding = frame.ownNames.has(name) ? frame.environment.get(name) : undefined;
  let place = binding?.kind === 'value' ? binding.occurrence : undefined;
  for (let steps = 0; place && steps < 50; steps++) {
    const node = syntaxOf(place);
    // Of an object that has it, others see it.
    if (node?.type === 'member_expression' && !name.includes('.')) return false;
    if (node && /^(array|object|new_expression)$/.test(node.type)) return true;
    // What a callback carries around stands where its call does.
    if (node?.type === 'call_expression' && place.form !== 'loop') {
      const callee = node.field('function');
      const method = callee?.field('property')?.text;
      if (method !== 'push' && method !== 'set') return making.test(callee?.text ?? '');
      place = place.operands.at(method === 'push' ? 0 : -1);
      continue;
    }
    if (place.form === 'expression' && node?.type !== 'subscript_expression') return false;
    place = place.operands.at(-1);
  }
  return false;
}

/** Whether an array may have another name, or be a part of something else, where it is changed. */
function isGivenAway(name: string, at: SyntaxNode): boolean {
  const [word = name] = name.split('.');
  const { declarations, uses } = usesOf(word, at);
  const loop = outermostLoop(at, declarations);
  // What it was before it was declared once more was another one.
  const from = Math.max(...declarations.map(({ start }) => start).filter((start) => start <= at.start));
  return uses.some(
    ({ start }) => (from <= start && start < at.start) || (loop && loop.start <= start && start < loop.end),
  );
}

/**
 * Whether a function does more with what a parameter holds than to look at its elements, or to give it back.
 * @param isLookedAt - whether a call that is given it only does that
 */
export function isGivenOn(
  parameter: string,
  body: SyntaxNode,
  isLookedAt: (call: SyntaxNode, position: number) => boolean = () => false,
): boolean {
  return usesIn(body, parameter).uses.some((use) => {
    const call = use.parent?.type === 'arguments' ? use.parent.parent : undefined;
    const given = use.parent?.named ?? [];
    const isListed = given.every(({ type }) => type !== 'spread_element');
    const position = given.findIndex(({ start }) => start === use.start);
    return !(call?.type === 'call_expression' && isListed && isLookedAt(call, position));
  });
}

/** Methods that change an array, and most of which give it back. */
const changing = /^(sort|reverse|fill|copyWithin|push|pop|shift|unshift|splice|set)$/;

/** Whether a function only reads the elements of what a parameter holds, and how many there are. */
export function isOnlyRead(parameter: string, body: SyntaxNode): boolean {
  const queue = [body];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (/^(shorthand_property_)?identifier$/.test(node.type) && node.text === parameter && !isRead(node)) return false;
    queue.push(...node.named);
  }
  return true;
}

function isRead(node: SyntaxNode): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'member_expression':
      return parent.field('object')?.start === node.start && !changing.test(parent.field('property')?.text ?? '');
    case 'subscript_expression':
      return !/assignment|update/.test(parent.parent?.type ?? '');
    case 'for_in_statement':
      return parent.field('right')?.start === node.start;
    case 'spread_element':
      return true;
    default:
      return false;
  }
}

/** The loop around some code that what is declared outside of it goes through again. */
function outermostLoop(at: SyntaxNode, declarations: readonly SyntaxNode[]): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  for (let outer = at.parent; outer && !isScope(outer); outer = outer.parent) {
    const isInside = declarations.some(({ start, end }) => outer.start <= start && end <= outer.end);
    if (isInside) break;
    if (isLoop(outer) || /^(while|do)_statement$/.test(outer.type)) found = outer;
  }
  return found;
}

interface Uses {
  readonly declarations: readonly SyntaxNode[];
  /** Where it is read as a whole, but for what copies it or only looks at its elements. */
  readonly uses: readonly SyntaxNode[];
}

const known = new WeakMap<SyntaxNode, Map<string, Uses>>();

function usesOf(word: string, at: SyntaxNode): Uses {
  let scope = at;
  while (scope.parent && !(isScope(scope) && declares(scope, word))) scope = scope.parent;
  return usesIn(scope, word);
}

function usesIn(scope: SyntaxNode, word: string): Uses {
  const all = known.get(scope) ?? new Map<string, Uses>();
  known.set(scope, all);
  const before = all.get(word);
  if (before) return before;
  const uses: SyntaxNode[] = [];
  const declarations: SyntaxNode[] = [];
  const queue = [scope];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (/^(shorthand_property_)?identifier$/.test(node.type) && node.text === word) {
      if (node.parent?.type === 'variable_declarator' && node.parent.field('name')?.start === node.start)
        declarations.push(node);
      else if (isWhole(node)) uses.push(node);
    }
    queue.push(...node.named);
  }
  const found = { declarations, uses };
  all.set(word, found);
  return found;
}

function declares(scope: SyntaxNode, word: string): boolean {
  const body = scope.field('body');
  return body !== undefined && declaredNames(body).has(word);
}

/** Calls that keep nothing of what they are given. */
const passing = /^(?:new\s+)?(?:Math|Number|console|\w*Array)\b/;

function isWhole(node: SyntaxNode): boolean {
  const { parent } = node;
  if (node.type === 'shorthand_property_identifier') return true;
  switch (parent?.type) {
    case 'array':
      return true;
    case 'arguments':
      return !passing.test(parent.parent?.text ?? '');
    case 'variable_declarator':
    case 'pair':
      return parent.field('value')?.start === node.start;
    case 'assignment_expression':
      return parent.field('right')?.start === node.start;
    case 'parenthesized_expression':
    case 'as_expression':
    case 'non_null_expression':
    case 'ternary_expression':
      return isWhole(parent);
    default:
      return false;
  }
}

/** Calls that make a new array or object. */
const making = /^(?:\w*Array(?:\.from|\.of)?|Object\.create|.*\.(?:map|filter|slice|concat|fill))$/s;

/** x[i] = v in an array that others may see. */
interface Store {
  readonly target: SyntaxNode;
  readonly places: readonly Term[];
  readonly value: Occurrence;
}

const stores = new WeakMap<Occurrence, Store>();

/**
 * Notes a store whose value leaves. One that a loop before it has made at all the same places, with nothing in between that could
 * end the function, is seen by nobody: its value does not leave.
 * @param changed - the array after it
 * @param before - the array before it
 */
export function noteStore(frame: Frame, store: Store, changed: Occurrence, before: Occurrence): void {
  stores.set(changed, store);
  for (const definition of definitionsOf(before)) {
    const earlier = stores.get(definition);
    if (!earlier || !isSame(earlier.places, store.places) || !isOverwritten(earlier.target, store.target)) continue;
    const { leaving } = frame.session;
    const index = leaving.lastIndexOf(earlier.value);
    if (index >= 0) leaving.splice(index, 1);
  }
}

function isSame(a: readonly Term[], b: readonly Term[]): boolean {
  return a.length === b.length && a.every((term, index) => term === b[index]);
}

/** Whether a statement of a loop makes up, in every round, for one of a loop before that stands in the same block. */
function isOverwritten(earlier: SyntaxNode, later: SyntaxNode): boolean {
  const after = roundsAround(later);
  for (let loop: SyntaxNode | undefined = earlier; loop; loop = loop.parent) {
    const next = isLoop(loop) ? after.find(({ parent }) => parent === loop.parent) : undefined;
    if (!next || next.start < loop.end) continue;
    const between = loop.parent!.named.filter(({ start, end }) => start >= loop.start && end <= next.end);
    return !between.some(mayEnd);
  }
  return false;
}

/** The loops around a statement that is run in each of their rounds, the innermost first. */
function roundsAround(target: SyntaxNode): readonly SyntaxNode[] {
  const loops: SyntaxNode[] = [];
  for (let at = target.parent; at; at = at.parent) {
    if (isLoop(at)) loops.push(at);
    else if (!/^(augmented_)?assignment_expression$|^expression_statement$|^statement_block$/.test(at.type)) break;
  }
  return loops;
}

function isLoop({ type }: SyntaxNode): boolean {
  return type === 'for_statement' || type === 'for_in_statement';
}

const ends = /^(return|throw|break|continue)_statement$|^(yield|await)_expression$/;

function mayEnd(node: SyntaxNode): boolean {
  return ends.test(node.type) || node.named.some(mayEnd);
}
