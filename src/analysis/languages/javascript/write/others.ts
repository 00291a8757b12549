// What other code may have changed by the time some code reads it: while a function waits, or by functions that it calls.
import { rootOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isFunction } from '../lower/functions.ts';
import { addPattern, declaredNames, writesIn } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { within } from './relatives.ts';

/** Whether the function waits, or calls what changes it, before new code reads what is not its own alone. */
export function isLeftToOthers(scope: SyntaxNode, code: string, isBetween: (node: SyntaxNode) => boolean): boolean {
  const between = [...within(scope)].filter(
    (node) => /^(?:await|yield|call)_expression$/.test(node.type) && isBetween(node),
  );
  if (between.length === 0) return false;
  const own = declaredNames(scope.field('body') ?? scope);
  const given = new Set<string>();
  for (const { pattern } of parametersOf(scope)) addPattern(given, pattern);
  const isWaiting = between.some(({ type }) => type !== 'call_expression');
  return [...rootsIn(code)].some((root) => {
    if (given.has(root) || root === 'this') return isWaiting;
    if (own.has(root)) return isWaiting && isOfOther(root, scope);
    return isWrittenElsewhere(root, scope);
  });
}

/** Names of what some code reads elements or properties of. */
function rootsIn(code: string): ReadonlySet<string> {
  const roots =
    code.match(/(?<![.\w$])[A-Za-z_$][\w$]*(?=\??[.[])|(?<=\b(?:from|values|call)\()[A-Za-z_$][\w$]*/g) ?? [];
  return new Set(roots.filter((root) => !/^(?:Math|Number|Array|Object|Float\d+Array)$/.test(root)));
}

/** const x = o.x */
function isOfOther(name: string, scope: SyntaxNode): boolean {
  return [...within(scope)].some(
    (node) =>
      node.type === 'variable_declarator' &&
      node.field('name')?.text === name &&
      /^(?:identifier|member_expression|subscript_expression)$/.test(node.field('value')?.type ?? ''),
  );
}

/** Whether any other function changes what stands outside of functions. */
function isWrittenElsewhere(name: string, scope: SyntaxNode): boolean {
  const root = rootOf(scope);
  if (root === scope) return false;
  const isOf = (each: { readonly name: string }) => each.name === name || each.name.startsWith(`${name}.`);
  return [...within(root)].some((node) => isOther(node, name, scope) && writesIn(node).some(isOf));
}

/** Whether some code is another function, which has no name of its own like that. */
function isOther(node: SyntaxNode, name: string, scope: SyntaxNode): boolean {
  if (!isFunction(node) && !/^(?:function_declaration|method_definition)$/.test(node.type)) return false;
  if (node.start <= scope.start && scope.end <= node.end) return false;
  const own = new Set(declaredNames(node.field('body') ?? node));
  for (const { pattern } of parametersOf(node)) addPattern(own, pattern);
  return !own.has(name);
}
