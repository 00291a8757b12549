// What TypeScript takes for `any`, whose methods give their callbacks no types.
import { rootOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bareText } from '../lower/bareText.ts';
import { addPattern, isScope } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';

const typed = new WeakMap<object, boolean>();

/** Whether a text has types written in it. */
export function isTyped(node: SyntaxNode): boolean {
  const before = typed.get(node.source);
  if (before !== undefined) return before;
  const root = rootOf(node);
  const found = /[:<]|\bas\b/.test(root.text) && hasTypes(root);
  typed.set(node.source, found);
  return found;
}

function hasTypes(root: SyntaxNode): boolean {
  const queue = [root];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (/^(?:type_annotation|as_expression|type_alias_declaration|interface_declaration)$/.test(node.type)) return true;
    queue.push(...node.named);
  }
  return false;
}

/** Whether some code, x or x.y.z, is of what has the type `any`, as far as the text shows. */
export function isUntyped(code: string, place: SyntaxNode): boolean {
  const name = /^[\w$]+/.exec(code)?.[0];
  if (name === undefined || !isTyped(place)) return false;
  for (let at: SyntaxNode | undefined = place; at; at = at.parent) {
    if (at.parent && !isScope(at)) continue;
    const declarator = declaratorOf(name, at);
    if (declarator) {
      const type = declarator.field('type');
      const value = declarator.field('value');
      return type ? isAny(type) : value !== undefined && givesAny(value, place);
    }
    if (!isScope(at)) continue;
    const parameter = parametersOf(at).find(({ pattern }) => namesOf(pattern).has(name));
    if (parameter) return parameter.annotation !== undefined && isAny(parameter.annotation);
  }
  return false;
}

function isAny(annotation: SyntaxNode): boolean {
  return bareText(annotation).replace(/^:/, '').trim() === 'any';
}

function givesAny(value: SyntaxNode, place: SyntaxNode): boolean {
  switch (value.type) {
    case 'await_expression':
    case 'parenthesized_expression':
    case 'non_null_expression':
      return value.named[0] !== undefined && givesAny(value.named[0], place);
    case 'as_expression':
      return value.named[1] !== undefined && isAny(value.named[1]);
    case 'call_expression':
      return /^JSON\.parse$|\.json$/.test(value.field('function')?.text ?? '');
    case 'identifier':
      return value.parent !== undefined && isUntyped(value.text, value.parent.parent ?? place);
    case 'member_expression':
    case 'subscript_expression':
      return value.field('object') !== undefined && givesAny(value.field('object')!, place);
    default:
      return false;
  }
}

function namesOf(pattern: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  addPattern(names, pattern);
  return names;
}

/** The last declaration of a name in a function, not in those inside it. */
function declaratorOf(name: string, scope: SyntaxNode): SyntaxNode | undefined {
  const queue = [...scope.named];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const pattern = node.type === 'variable_declarator' ? node.field('name') : undefined;
    if (pattern && namesOf(pattern).has(name)) return node;
    if (!isScope(node)) queue.push(...node.named);
  }
  return undefined;
}
