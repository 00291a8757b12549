// Which names may stand for the same array or object, or for a part of it.
import type { SyntaxNode } from '../../syntax.ts';
import { isFunction } from '../lower/functions.ts';
import { addPattern } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';

export function* within(root: SyntaxNode): Generator<SyntaxNode> {
  const queue = [root];
  for (let node = queue.pop(); node; node = queue.pop()) {
    yield node;
    queue.push(...node.named);
  }
}

/** The code of what some names are parts of, or have as parts: const row = rows[0], const { row } = o, x.subarray(1), { x }. */
export function relatives(scope: SyntaxNode, words: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const pairs = [...within(scope)].flatMap((node) => [...parametersNamed(node), ...partsNamed(node)]);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const pair of pairs) {
      if (pair.some((code) => words.has(code) || [...found].some((other) => isPartOf(code, other)))) {
        for (const code of pair) found.add(code);
      }
    }
  }
  return found;
}

/** Whether one of two is a part of the other, as rows[0] is of rows. */
export function isPartOf(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short) && /^($|[.[])/.test(long.slice(short.length));
}

/** What a function calls an array that it is run for, x.forEach((v, i, all) => …), and what it is given where nothing is: (y = x) => …. */
function parametersNamed(node: SyntaxNode): readonly (readonly [string, string])[] {
  if (isFunction(node))
    return parametersOf(node).flatMap(({ name, default: usual }) =>
      usual ? heldBy(usual).map((of) => [name, of] as const) : [],
    );
  const callee = node.type === 'call_expression' ? node.field('function') : undefined;
  const [object, method] = [callee?.field('object'), callee?.field('property')?.text ?? ''];
  const callback = object && node.field('arguments')?.named[0];
  if (!callback || !isFunction(callback)) return [];
  const all = parametersOf(callback)[method.startsWith('reduce') ? 3 : 2];
  return all ? [[all.name, object.text]] : [];
}

function partsNamed(node: SyntaxNode): readonly (readonly [string, string])[] {
  const { pattern, value } = givenIn(node);
  if (!pattern || !value) return [];
  const names = new Set<string>();
  addPattern(names, pattern);
  const own = new Set(
    pattern.named.filter(({ type }) => type === 'shorthand_property_identifier_pattern').map(({ text }) => text),
  );
  return heldBy(value).flatMap((of) => [...names].map((name) => [name, own.has(name) ? `${of}.${name}` : of] as const));
}

/** What some code gives a name to: a declaration, a loop, or [x].forEach((each) => …). */
function givenIn(node: SyntaxNode): { pattern?: SyntaxNode | undefined; value?: SyntaxNode | undefined } {
  if (node.type === 'for_in_statement') return { pattern: node.field('left'), value: node.field('right') };
  if (node.type === 'variable_declarator') return { pattern: node.field('name'), value: node.field('value') };
  const object = node.type === 'call_expression' ? node.field('function')?.field('object') : undefined;
  const callback = node.field('arguments')?.named[0];
  if (object?.type !== 'array' || !callback || !isFunction(callback)) return {};
  return { pattern: parametersOf(callback)[0]?.pattern, value: object };
}

/** The code of what some code may give as it is, or holds: x of c ? x : y, { x }, [x], x.subarray(1), and new View(x.buffer). */
export function heldBy(value: SyntaxNode): readonly string[] {
  switch (value.type) {
    case 'identifier':
    case 'member_expression':
    case 'subscript_expression':
    case 'shorthand_property_identifier':
      return [value.text];
    case 'ternary_expression':
      return value.named.slice(1).flatMap(heldBy);
    case 'binary_expression':
      return /^(?:&&|\|\||\?\?)$/.test(value.field('operator')?.text ?? '') ? value.named.flatMap(heldBy) : [];
    case 'pair':
      return heldBy(value.field('value') ?? value);
    case 'object':
    case 'array':
    case 'parenthesized_expression':
      return value.named.flatMap(heldBy);
    case 'call_expression': {
      const callee = value.field('function');
      return callee?.field('property')?.text === 'subarray' ? heldBy(callee.field('object')!) : [];
    }
    case 'new_expression': {
      const [buffer] = value.field('arguments')?.named ?? [];
      return buffer?.field('property')?.text === 'buffer' ? heldBy(buffer.field('object')!) : [];
    }
    default:
      return [];
  }
}
