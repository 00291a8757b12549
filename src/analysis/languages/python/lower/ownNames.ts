import { rootOf } from '../../shared/around.ts';
import { setsAttribute } from '../libraries/effects.ts';
import { isInPlace } from '../libraries/inPlace.ts';
import { wordsOf } from '../../shared/words.ts';
import { stringText } from './literals.ts';
import { dottedName } from './names.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** Scopes of their own: what they bind is not bound here. */
const scopes = new Set(['lambda', 'list_comprehension', 'generator_expression', 'set_comprehension']);
const known = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** Names that some code binds, those declared global or nonlocal apart; dotted ones for attributes. */
export function assignedNames(block: SyntaxNode): ReadonlySet<string> {
  const before = known.get(block);
  if (before) return before;
  const names = new Set<string>();
  const outside = new Set<string>();
  const queue = [block];
  for (let node = queue.pop(); node; node = queue.pop()) {
    switch (node.type) {
      case 'function_definition':
      case 'class_definition':
        if (node !== block) addTarget(names, node.field('name'));
        continue;
      case 'global_statement':
      case 'nonlocal_statement':
        for (const name of node.named) outside.add(name.text);
        continue;
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
        addTarget(names, node.field('left'));
        break;
      case 'named_expression':
        addTarget(names, node.field('name'));
        break;
      case 'as_pattern_target':
        addTarget(names, node);
        break;
      case 'as_pattern':
        addTarget(names, node.field('alias'));
        break;
      case 'import_statement':
      case 'import_from_statement':
        for (const name of node.fields('name')) addImport(names, name);
        continue;
      case 'call':
        addMutated(names, node);
        break;
    }
    if (!scopes.has(node.type)) queue.push(...node.named);
  }
  for (const name of outside) names.delete(name);
  known.set(block, names);
  return names;
}

const rebinding = new WeakMap<SyntaxNode, ReadonlySet<string>>();
const declaring = /(?<!\w)(?:global|nonlocal)(?!\w)/;

/** Names of some code that functions in it give other values, by `global` or `nonlocal`. */
export function reboundWithin(block: SyntaxNode): ReadonlySet<string> {
  const before = rebinding.get(block);
  if (before) return before;
  const names = new Set<string>();
  // Whose text says neither is not gone into: syntax costs more than text, and these are few.
  const saying = (nodes: readonly SyntaxNode[]) => nodes.filter(({ text }) => declaring.test(text));
  const queue = saying([block]).flatMap(({ named }) => saying(named));
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (/^(?:global|nonlocal)_statement$/.test(node.type)) for (const name of node.named) names.add(name.text);
    else queue.push(...saying(node.named));
  }
  rebinding.set(block, names);
  return names;
}

const appended = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** Names that some code binds, or whose lists it appends to: what a loop over it carries around. */
export function changedNames(block: SyntaxNode): ReadonlySet<string> {
  const before = appended.get(block);
  if (before) return before;
  const names = new Set(assignedNames(block));
  const queue = [block];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'function_definition' || node.type === 'class_definition') continue;
    const callee = node.type === 'call' ? node.field('function') : undefined;
    if (callee?.field('attribute')?.text === 'append') addTarget(names, callee.field('object'));
    queue.push(...node.named);
  }
  appended.set(block, names);
  return names;
}

/** Names that a loop changes but for those that each round sets before it reads them. */
export function carriedNames(loop: SyntaxNode, body: SyntaxNode): ReadonlySet<string> {
  const names = new Set(changedNames(body));
  for (const name of wordsOf(loop.field('left')?.text ?? '')) names.delete(name);
  const statements = body.named.map((node) => ({ node, words: wordsOf(node.text) }));
  for (const name of names) {
    const mentioning = statements.filter(({ words }) => words.has(name.split('.')[0]!)).map(({ node }) => node);
    if (isSetFirst(mentioning, name)) names.delete(name);
  }
  return names;
}

/** Whether the first of some statements sets a name without reading it, or a block that all of them are in does. */
function isSetFirst([first, ...others]: readonly SyntaxNode[], name: string): boolean {
  if (!first) return false;
  const reads = (node: SyntaxNode | undefined) => node !== undefined && wordsOf(node.text).has(name.split('.')[0]!);
  if (first.type === 'expression_statement') {
    const [assignment, ...more] = first.named;
    if (assignment?.type !== 'assignment' || more.length > 0 || reads(assignment.field('right'))) return false;
    const target = assignment.field('left');
    return target?.type === 'identifier' && target.text === name;
  }
  if (first.type === 'for_statement' && reads(first.field('left'))) return !reads(first.field('right'));
  if (others.length > 0) return false;
  const blocks = first.named.flatMap((part) => (part.type === 'block' ? part : (part.field('body') ?? [])));
  return (
    blocks.length > 0 &&
    first.named.filter(reads).every((part) => {
      const block = part.type === 'block' ? part : part.field('body');
      return block !== undefined && isSetFirst(block.named.filter(reads), name);
    })
  );
}

function addTarget(names: Set<string>, target: SyntaxNode | undefined): void {
  if (!target) return;
  switch (target.type) {
    case 'identifier':
    case 'attribute':
      names.add(dottedName(target) ?? target.text);
      return;
    case 'subscript':
      addTarget(names, target.field('value'));
      return;
    default:
      for (const inner of target.named) addTarget(names, inner);
  }
}

function addImport(names: Set<string>, node: SyntaxNode): void {
  const name = node.type === 'aliased_import' ? node.field('alias')?.text : node.text.split(/[\s\\.]/)[0];
  if (name) names.add(name);
}

/** x.sub_(y), np.exp(x, out=x) and np.add.at(x, i, y) bind too. */
function addMutated(names: Set<string>, call: SyntaxNode): void {
  const callee = call.field('function');
  const changed = callee?.type === 'attribute' && isInPlace(callee.field('attribute')?.text ?? '');
  const target = changed ? callee.field('object') : undefined;
  // What (x - x.max()).exp_() changes has no name.
  // Nor does F.relu_(x) change F.
  if (target && /^(identifier|attribute|subscript)$/.test(target.type) && !isImported(target)) addTarget(names, target);
  const [first] = call.field('arguments')?.named ?? [];
  const name = first && withoutBrackets(first);
  const set = callee && name && setsAttribute(callee.field('attribute')?.text) ? stringText(name.text) : undefined;
  const object = callee?.field('object');
  if (callee?.field('attribute')?.text === 'at' && name && /^(identifier|attribute)$/.test(name.type))
    addTarget(names, name);
  if (set !== undefined && object) names.add(`${dottedName(object) ?? object.text}.${set}`);
  for (const argument of call.field('arguments')?.named ?? []) {
    if (argument.type === 'keyword_argument' && argument.field('name')?.text === 'out')
      addTarget(names, argument.field('value'));
  }
}

const imports = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** Whether a name is that of a module, by an import outside of functions. */
function isImported(name: SyntaxNode): boolean {
  const root = rootOf(name);
  let names = imports.get(root);
  if (!names) {
    const found = new Set<string>();
    for (const statement of root.named) {
      if (statement.type !== 'import_statement' && statement.type !== 'import_from_statement') continue;
      for (const each of statement.fields('name')) addImport(found, each);
    }
    imports.set(root, (names = found));
  }
  return names.has(name.text);
}
