// Which names some code declares, and which it changes.
import type { SyntaxNode } from '../../syntax.ts';
import { isComparedWith } from './aside.ts';
import { bareText } from './bareText.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { wordsOf } from '../../shared/words.ts';
import { dottedName } from './names.ts';
import { chainOf } from './subscripts.ts';

const functions = new Set([
  ...['function_declaration', 'generator_function_declaration', 'function_expression', 'generator_function'],
  ...['arrow_function', 'method_definition', 'class_declaration', 'class', 'abstract_class_declaration'],
]);

export function isScope({ type }: SyntaxNode): boolean {
  return functions.has(type);
}

/** namespace A { … }, module A { … } */
export function isNamespace({ type }: SyntaxNode): boolean {
  return type === 'internal_module' || type === 'module';
}

const declared = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** Names that some code declares in its own scope, those of functions and classes in it included. */
export function declaredNames(block: SyntaxNode): ReadonlySet<string> {
  const before = declared.get(block);
  if (before) return before;
  const names = new Set<string>();
  const queue = [block];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node !== block && isScope(node)) {
      const name = /declaration$/.test(node.type) ? node.field('name') : undefined;
      if (name) names.add(name.text);
      continue;
    }
    if (node !== block && isNamespace(node)) {
      const written = node.field('name');
      if (written) names.add(bareText(written).split('.')[0]!);
      continue;
    }
    if (node.type === 'variable_declarator') addPattern(names, node.field('name'));
    if (node.type === 'for_in_statement' && node.field('kind')) addPattern(names, node.field('left'));
    if (node.type === 'catch_clause') addPattern(names, node.field('parameter'));
    queue.push(...node.named);
  }
  declared.set(block, names);
  return names;
}

/** The names that a pattern binds. */
export function addPattern(names: Set<string>, pattern: SyntaxNode | undefined): void {
  if (!pattern) return;
  switch (pattern.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      names.add(pattern.text);
      return;
    case 'pair_pattern':
      addPattern(names, pattern.field('value'));
      return;
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      addPattern(names, pattern.field('left'));
      return;
    default:
      for (const inner of pattern.named) addPattern(names, inner);
  }
}

/** How a name is written to: as a whole, or at places of an array whose code is given. */
export interface Write {
  readonly name: string;
  readonly places: string | undefined;
  /** The code of the array, where it is written to at places. */
  readonly array?: SyntaxNode | undefined;
}

const written = new WeakMap<SyntaxNode, readonly Write[]>();

/** Everything that some code writes to, callbacks in it included: they may run in it. */
export function writesIn(block: SyntaxNode): readonly Write[] {
  const before = written.get(block);
  if (before) return before;
  const writes: Write[] = [];
  const queue = [block];
  for (let node = queue.pop(); node; node = queue.pop()) {
    switch (node.type) {
      case 'assignment_expression':
      case 'augmented_assignment_expression':
        addTarget(writes, node.field('left'));
        break;
      case 'update_expression':
        addTarget(writes, node.field('argument'));
        break;
      case 'variable_declarator':
        addNames(writes, node.field('name'));
        break;
      case 'for_in_statement':
        addNames(writes, node.field('left'));
        break;
      case 'call_expression': {
        const callee = node.field('function');
        if (callee?.type === 'member_expression' && changing.has(callee.field('property')?.text ?? '')) {
          addTarget(writes, callee.field('object'));
        }
        break;
      }
    }
    queue.push(...node.named);
  }
  written.set(block, writes);
  return writes;
}

/** Whether the body of a callback gives a name another value that is not its own. */
export function changesOthers(body: SyntaxNode): boolean {
  const own = body.type === 'statement_block' ? declaredNames(body) : undefined;
  return writesIn(body).some(({ name }) => !own?.has(name));
}

/** Methods that change the array that they are called of. */
const changing = new Set(['push', 'unshift', 'pop', 'shift', 'splice', 'fill', 'set', 'sort', 'reverse', 'copyWithin']);

function addNames(writes: Write[], pattern: SyntaxNode | undefined): void {
  const names = new Set<string>();
  addPattern(names, pattern);
  for (const name of names) writes.push({ name, places: undefined });
}

function addTarget(writes: Write[], target: SyntaxNode | undefined): void {
  if (!target) return;
  if (target.type === 'array_pattern' || target.type === 'object_pattern') {
    addNames(writes, target);
    return;
  }
  const { array, places } = chainOf(target);
  const name = array && dottedName(array);
  if (name === undefined) return;
  writes.push(places.length > 0 ? { name, places: placesText(places), array } : { name, places: undefined });
}

function placesText(places: readonly SyntaxNode[]): string {
  return places.map(spelled).join('][');
}

/** An index without the brackets that say nothing, and with what the round names in it. */
function spelled(node: SyntaxNode): string {
  const inner = withoutBrackets(node);
  const value = inner.type === 'identifier' ? namedInBlock(inner) : undefined;
  if (value) return spelled(value);
  const [left, right] = [inner.field('left'), inner.field('right')];
  if (inner.type !== 'binary_expression' || !left || !right) return bareText(inner);
  return `(${spelled(left)}${inner.field('operator')?.text ?? ''}${spelled(right)})`;
}

/** The sum or product that a constant of the same block is, const at = offset + i. */
function namedInBlock(name: SyntaxNode): SyntaxNode | undefined {
  let block = name.parent;
  while (block && block.type !== 'statement_block') block = block.parent;
  for (const statement of block?.named ?? []) {
    if (statement.start > name.start) return undefined;
    const isConstant = statement.type === 'lexical_declaration' && statement.children[0]?.type === 'const';
    const [declared] = isConstant ? statement.named : [];
    const value = declared?.field('name')?.text === name.text ? declared.field('value') : undefined;
    if (value && withoutBrackets(value).type === 'binary_expression') return value;
  }
  return undefined;
}

/**
 * Whether a loop treats each element of an array for itself: everything that it says of the array is its length, or the
 * element at one and the same place, which depends on a name that the loop counts with, or is about one that it compares
 * with and does nothing else.
 */
export function isElementwise(block: SyntaxNode, name: string, counters: ReadonlySet<string>): boolean {
  const first = writesIn(block).find((write) => write.name === name);
  if (first?.places === undefined) return false;
  const words = wordsOf(first.places);
  if (![...counters].some((counter) => words.has(counter))) return false;
  const queue = [block];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (dottedName(node) === name) {
      if (!isElementOrLength(block, node, first.places)) return false;
      continue;
    }
    queue.push(...node.named);
  }
  return true;
}

function isElementOrLength(block: SyntaxNode, node: SyntaxNode, places: string): boolean {
  const { parent } = node;
  if (parent?.type === 'member_expression') return parent.field('property')?.text === 'length';
  let outer = parent;
  if (outer?.type !== 'subscript_expression' || outer.field('object')?.start !== node.start) return false;
  while (outer.parent?.type === 'subscript_expression' && outer.parent.field('object')?.start === node.start)
    outer = outer.parent;
  return placesText(chainOf(outer).places) === places || isComparedWith(block, outer);
}
