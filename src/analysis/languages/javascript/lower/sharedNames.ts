// Variables that a function gives a value and other code reads.
import { isWithin, partsOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { addPattern, declaredNames, isScope } from './ownNames.ts';
import { parametersOf } from './parameters.ts';

/**
 * Whether a name that a function gives a value is read beside it: by another function before that gives it one of its own, too, or by
 * other files, as a name of none of the scopes here or an export.
 */
export function isReadElsewhere(target: SyntaxNode): boolean {
  let inner: SyntaxNode | undefined;
  let owner = target;
  while (owner.parent) {
    owner = owner.parent;
    if (owner.parent && !isFunctionScope(owner)) continue;
    if (!owner.parent || declares(owner, target.text)) break;
    inner = owner;
  }
  // What a callback leaves in a variable is for the code around it.
  if (!inner || inner.parent?.type === 'arguments') return false;
  // Other files read it, too.
  if (!owner.parent && (!declares(owner, target.text) || isExported(owner, target.text))) return true;
  const known = answers.get(inner) ?? new Map<string, boolean>();
  answers.set(inner, known);
  const answer = known.get(target.text) ?? isReadBeside(owner, inner, target.text);
  known.set(target.text, answer);
  return answer;
}

function isExported(root: SyntaxNode, name: string): boolean {
  return root.named.some((each) => each.type === 'export_statement' && declaresName(each, name));
}

/** export let x, y = 0 */
function declaresName(statement: SyntaxNode, name: string): boolean {
  const declaration = statement.field('declaration');
  return (
    declaration !== undefined &&
    declaration.type.includes('declaration') &&
    declaration.named.some((each) => each.type === 'variable_declarator' && each.field('name')?.text === name)
  );
}

const answers = new WeakMap<SyntaxNode, Map<string, boolean>>();

/** Whether code of a scope beside one of its functions reads a variable. */
function isReadBeside(node: SyntaxNode, inner: SyntaxNode, name: string): boolean {
  const isInner = node.start === inner.start && node.end === inner.end;
  if (isInner || !node.text.includes(name)) return false;
  const isFunction = isFunctionScope(node) && node.parent?.type !== 'arguments';
  if (isFunction && !isWithin(inner, node)) return reads(node, name);
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier')
    return node.text === name && !isGiven(node);
  return node.named.some((each) => isReadBeside(each, inner, name));
}

/** let x, x = 0 */
function isGiven(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'variable_declarator') return parent.field('name')?.start === node.start;
  return parent?.type === 'assignment_expression' && isWithin(node, parent.field('left')!);
}

function reads(definition: SyntaxNode, name: string): boolean {
  if (!definition.text.includes(name) || declares(definition, name)) return false;
  const uses = [...partsOf(definition)].filter(
    ({ type, text }) => text === name && (type === 'identifier' || type === 'shorthand_property_identifier'),
  );
  const first = uses.sort((a, b) => a.start - b.start)[0];
  return first !== undefined && !isGiven(first);
}

/** A class is none: its methods are functions beside each other. */
function isFunctionScope(node: SyntaxNode): boolean {
  return isScope(node) && !node.type.includes('class');
}

function declares(scope: SyntaxNode, name: string): boolean {
  const names = new Set(declaredNames(scope.field('body') ?? scope));
  for (const { pattern } of parametersOf(scope)) addPattern(names, pattern);
  return names.has(name);
}
