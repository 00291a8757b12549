// What a loop or a callback goes through, as far as the text shows it: not everything that has `forEach` has `reduce`, and an iterator
// is gone through once.
import type { SyntaxNode } from '../../syntax.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { bareText } from '../lower/bareText.ts';
import { isScope, writesIn } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { functionOf } from './statements.ts';
import { sequenceOfType, type Sequence } from './types.ts';

/** Methods that give an array, or an iterator of what is one. */
const makesArray =
  /^(?:map|filter|slice|concat|flat|flatMap|sort|reverse|splice|subarray|fill|split|toSorted|toReversed|with)$/;
const makesIterator = /^(?:keys|values|entries|matchAll|\[Symbol\.iterator\])$/;
/** What only arrays have: Map and Set have `forEach`, too. */
const ofArrays = 'map|filter|reduce|slice|indexOf|every|some|sort|fill|concat|at|subarray|findIndex|push';
export const onlyOfArrays = new RegExp(`^(?:${ofArrays})$`);

/**
 * What some code gives, as far as that is told.
 * @param byPlaces - whether it is taken for an array that has a length and something at its places
 */
export function sequenceOf(code: SyntaxNode, byPlaces = true): Sequence {
  switch (code.type) {
    case 'array':
      return 'array';
    case 'parenthesized_expression':
    case 'non_null_expression':
      return code.named[0] ? sequenceOf(code.named[0], byPlaces) : 'unknown';
    case 'as_expression':
    case 'satisfies_expression': {
      const [value, type] = code.named;
      const told = type ? sequenceOfType(bareText(type), code.source.text) : 'unknown';
      return told === 'unknown' && value ? sequenceOf(value, byPlaces) : told;
    }
    case 'new_expression':
      return sequenceOfType(code.field('constructor')?.text ?? '', code.source.text);
    case 'call_expression':
      return ofCall(code);
    case 'identifier':
      return sequenceNamed(code.text, code, byPlaces);
    case 'member_expression':
      return ofProperty(code, byPlaces);
    default:
      return 'unknown';
  }
}

/** What a name stands for at a place. */
function sequenceNamed(name: string, place: SyntaxNode, byPlaces: boolean): Sequence {
  if (!/^[\w$]+$/.test(name)) return 'unknown';
  const found = declarationOf(name, place);
  if (!found) return isUsedAsArray(name, place, byPlaces) ? 'array' : 'unknown';
  if (found.sequence !== 'unknown') return found.sequence;
  return isUsedAsArray(name, place, found.isParameter && byPlaces) ? 'array' : 'unknown';
}

interface Declared {
  readonly sequence: Sequence;
  readonly isParameter: boolean;
}

function declarationOf(name: string, place: SyntaxNode): Declared | undefined {
  for (let at: SyntaxNode | undefined = place; at; at = at.parent) {
    if (at.parent && !isScope(at)) continue;
    const values = declaratorsOf(name, at);
    if (values.length > 0) return { sequence: ofDeclarators(name, values, at), isParameter: false };
    const parameter = isScope(at) ? parametersOf(at).find(({ pattern }) => bareName(pattern) === name) : undefined;
    if (!parameter) continue;
    const { annotation, collects, default: usual } = parameter;
    if (collects) return { sequence: 'array', isParameter: true };
    if (annotation) return { sequence: ofAnnotation(annotation), isParameter: true };
    return { sequence: usual ? sequenceOf(usual) : 'unknown', isParameter: true };
  }
  return undefined;
}

/** ...x */
function bareName(pattern: SyntaxNode): string {
  return pattern.text.replace(/^\.\.\.\s*/, '');
}

/** The type that a name is declared with, and the one value that it is given there and nothing else is. */
export function declaredAt(
  name: string,
  place: SyntaxNode,
): { readonly type: SyntaxNode | undefined; readonly value: SyntaxNode | undefined } | undefined {
  for (let at: SyntaxNode | undefined = place; at; at = at.parent) {
    if (at.parent && !isScope(at)) continue;
    const [declarator, ...others] = declaratorsOf(name, at);
    if (declarator) {
      const isOne = others.length === 0 && !isGivenAgain(name, at);
      return { type: declarator.field('type'), value: isOne ? declarator.field('value') : undefined };
    }
    const parameter = isScope(at) ? parametersOf(at).find(({ pattern }) => bareName(pattern) === name) : undefined;
    if (parameter) return { type: parameter.annotation, value: undefined };
  }
  return undefined;
}

function isGivenAgain(name: string, scope: SyntaxNode): boolean {
  return writesIn(scope).filter((write) => write.name === name && !write.places && !write.array).length > 1;
}

function declaratorsOf(name: string, scope: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const queue = [scope];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'variable_declarator' && node.field('name')?.text === name) found.push(node);
    if (node === scope || !isScope(node)) queue.push(...node.named);
  }
  return found;
}

/** What a name holds that is given one value. */
function ofDeclarators(name: string, declarators: readonly SyntaxNode[], scope: SyntaxNode): Sequence {
  const [declarator, ...others] = declarators;
  const type = declarator?.field('type');
  const value = declarator?.field('value');
  const isOther = others.length > 0 || isGivenAgain(name, scope);
  const told = type ? ofAnnotation(type) : value ? sequenceOf(value) : 'unknown';
  // What is no array at first is not taken for one, but one that was made as one may be anything later.
  return isOther && !type && told === 'array' ? 'unknown' : told;
}

function ofAnnotation(annotation: SyntaxNode): Sequence {
  return sequenceOfType(bareText(annotation).replace(/^:/, ''), annotation.source.text);
}

function ofCall(call: SyntaxNode): Sequence {
  const callee = call.field('function');
  const name = callee?.field('property')?.text;
  const { text } = call.source;
  if (callee?.type === 'identifier') return isGenerator(callee.text, text) ? 'once' : ofFunction(callee);
  const object = callee?.field('object');
  if (!object || name === undefined) return 'unknown';
  if (object.text === 'Object' || /Array$/.test(object.text)) return 'array';
  if (makesIterator.test(name) || isGenerator(name, text)) return 'once';
  if (!makesArray.test(name)) return 'unknown';
  return sequenceOf(object) === 'once' ? 'once' : 'array';
}

/** Functions that are looked at: one that calls itself tells nothing. */
const asked = new Set<string>();

/** What a function of the text gives, by its type or by what it returns. */
function ofFunction(name: SyntaxNode): Sequence {
  const definition = functionNamed(name);
  if (!definition || definition.children.some(({ type }) => type === 'async')) return 'unknown';
  const type = definition.field('return_type');
  if (type) return ofAnnotation(type);
  const key = `${definition.source.cell} ${definition.start}`;
  if (asked.has(key)) return 'unknown';
  asked.add(key);
  try {
    const body = definition.field('body');
    const given = body?.type === 'statement_block' ? returnedIn(body) : [body];
    const isArray = given.length > 0 && given.every((each) => each && sequenceOf(each) === 'array');
    return isArray ? 'array' : 'unknown';
  } finally {
    asked.delete(key);
  }
}

function functionNamed(name: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | undefined = name; at; at = at.parent) {
    if (at.parent && !isScope(at)) continue;
    const found = definitionsIn(at, name.text);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    if (isScope(at) && parametersOf(at).some(({ pattern }) => bareName(pattern) === name.text)) return undefined;
  }
  return undefined;
}

/** Functions that a scope declares by a name, and what else it declares by it. */
function definitionsIn(scope: SyntaxNode, name: string): readonly (SyntaxNode | undefined)[] {
  const found: (SyntaxNode | undefined)[] = [];
  const queue = [scope];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const isNamed = node !== scope && node.field('name')?.text === name;
    if (isNamed && node.type === 'function_declaration') found.push(node);
    const value = isNamed && node.type === 'variable_declarator' ? node.field('value') : undefined;
    if (isNamed && node.type === 'variable_declarator') {
      const isConstant = node.parent?.children[0]?.type === 'const';
      found.push(isConstant && value && /function/.test(value.type) ? value : undefined);
    }
    if (node === scope || !isScope(node)) queue.push(...node.named);
  }
  return found;
}

function returnedIn(body: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  const found: (SyntaxNode | undefined)[] = [];
  const queue = [body];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'return_statement') found.push(node.named[0]);
    if (!isScope(node)) queue.push(...node.named);
  }
  return found;
}

/** function* f() {}, and *f() {} of a class */
function isGenerator(name: string, text: string): boolean {
  const word = name.replace(/\$/g, '\\$&');
  return new RegExp(
    `\\bfunction\\s*\\*\\s*${word}\\b|\\b${word}\\s*=\\s*(?:async\\s+)?function\\s*\\*|[{};\\n]\\s*(?:static\\s+|async\\s+)*\\*\\s*${word}\\s*\\([^)]*\\)[^;{]*\\{`,
  ).test(text);
}

/** o.x: what any object of the text has by that name. */
function ofProperty(code: SyntaxNode, byPlaces: boolean): Sequence {
  const word = code.field('property')?.text.replace(/\$/g, '\\$&') ?? '';
  const { text } = code.source;
  const typed = new RegExp(`(?<![\\w$])#?${word}[?!]?\\s*:\\s*((?:Readonly)?\\w+<|[^;,={}()]+)`).exec(text)?.[1];
  const made = new RegExp(`(?<![\\w$])${word}\\s*(?::[^=;]*)?=\\s*new\\s+(\\w+)`).exec(text)?.[1];
  const told = [typed?.trim(), made].map((type) => (type === undefined ? 'unknown' : sequenceOfType(type, text)));
  const known = told.find((each) => each !== 'unknown' && each !== 'array') ?? told.find((each) => each === 'array');
  return known ?? (isUsedAsArray(code.text, code, byPlaces) ? 'array' : 'unknown');
}

/** @param byPlaces - whether its length and what stands at its places say so, which lists of a document have, too */
function isUsedAsArray(code: string, place: SyntaxNode, byPlaces: boolean): boolean {
  const word = code.replace(/[.$]/g, '\\$&');
  const uses = [`\\??\\.(?:${ofArrays})\\(`, ...(byPlaces ? ['\\??\\.length\\b', '\\['] : [])];
  return new RegExp(`(?<![\\w$.])${word}(?:${uses.join('|')})`).test(functionOf(place).text);
}

const reasons: Readonly<Record<Exclude<Sequence, 'array' | 'unknown'>, string>> = {
  arrays: 'it is of several types, which have no method in common that could be called',
  once: 'it may be an iterator, which is gone through once',
  other: 'it is no array',
};

/** Throws `Withheld` where what some code gives is shown to be no array whose methods can be called. */
export function requireMethods(sequence: Sequence): void {
  if (sequence !== 'array' && sequence !== 'unknown') throw new Withheld(reasons[sequence]);
}
