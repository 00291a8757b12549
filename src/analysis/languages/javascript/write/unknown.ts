// Calls of functions that are not known, which may do more than give a value, or give another one each time.
import { isWithin, rootOf } from '../../shared/around.ts';
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { isArrayClass } from '../libraries/arrayClasses.ts';
import { familyOfPath } from '../libraries/index.ts';
import { isScope } from '../lower/ownNames.ts';
import { changes, functions } from './callees.ts';

/** Why what calls such a function is not run twice. */
export const callsUnknown = 'a function that is not known would be called twice';

/** Functions of the language that only compute from what they are given. */
const pureFunctions =
  /^(?:Math|Number|Object|String|Boolean|BigInt|Array|JSON|Reflect)\.(?!random\b|assign\b|define)|^(?:Number|String|Boolean|BigInt|parseInt|parseFloat|isNaN|isFinite|structuredClone|Array|Date\.parse)$/;

/** Methods of strings, arrays, numbers, dates, sets and tensors that only read what they are of; names that hardly anything else has. */
const pureMethods =
  /^(?:char(?:Code)?At|codePointAt|indexOf|lastIndexOf|includes|slice|subarray|concat|toString|valueOf|trim(?:Start|End)?|split|toFixed|toPrecision|join|at|substring|substr|startsWith|endsWith|replace|replaceAll|toLowerCase|toUpperCase|pad(?:Start|End)|localeCompare|normalize|has|hasOwnProperty|keys|values|entries|flat|flatMap|map|filter|reduce|some|every|find|findIndex|findLast|forEach|toSorted|toReversed|getTime|getFullYear|getMonth|getDate|getDay|getHours|dataSync|arraySync|bufferSync|toArray)$/;

const unknown = new WeakMap<Session, readonly SyntaxNode[]>();

/** The calls in some code that call, or lead to a call of, a function that is not known. */
export function unknownCalls(session: Session, code: SyntaxNode): readonly SyntaxNode[] {
  const all = unknown.get(session) ?? callsOf(session);
  unknown.set(session, all);
  return all.filter((call) => isWithin(call, code));
}

function callsOf(session: Session): readonly SyntaxNode[] {
  const found = new Map<string, SyntaxNode>();
  for (const place of session.places) {
    const call = place.own ? syntaxOf(place) : undefined;
    if (call?.type !== 'call_expression') continue;
    const inner = place.form === 'inlined' ? upstream(place, (each) => each.own && each !== place) : [place];
    if ([...inner].some((each) => (each === place || !each.own) && isUnknown(each)))
      found.set(`${call.source.cell} ${call.start} ${call.end}`, call);
  }
  return [...found.values()];
}

function isUnknown(place: Occurrence): boolean {
  const { term } = place;
  const call = syntaxOf(place);
  if (call?.type !== 'call_expression') return false;
  if (call.field('function')?.field('property')?.text === 'get') return !isOfMap(call) && !isOfPlaces(call);
  if (pureFunctions.test(call.field('function')?.text ?? '')) return false;
  if (term.kind !== 'opaque' || place.form !== 'expression') return false;
  const [, kind, name = ''] = /^(call|method)(?: (\S+))?/.exec(term.key) ?? [];
  if (kind === 'call') return !pureFunctions.test(name) && familyOfPath(name) === undefined && !isDefined(call);
  return kind === 'method' && !pureMethods.test(name) && !isDefined(call);
}

/** Whether a call is of a function or of an object's own method that the text defines, and that does nothing but give a value. */
function isDefined(call: SyntaxNode, steps = 0): boolean {
  const callee = call.field('function');
  const isOwn = /^(?:this|self|that|_this)$/.test(callee?.field('object')?.text ?? '');
  const name = callee?.type === 'identifier' ? callee.text : isOwn ? callee?.field('property')?.text : undefined;
  const found = name === undefined || steps > 4 ? [] : definitionsIn(rootOf(call), name, isOwn);
  return found.length > 0 && found.every((each) => !functions.doesMore(each) && callsKnown(each, steps + 1));
}

function callsKnown(definition: SyntaxNode, steps: number): boolean {
  const queue = [definition];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'new_expression' && !isArrayClass(node.field('constructor')?.text ?? '')) return false;
    if (node.type === 'call_expression' && !isPure(node) && !isDefined(node, steps)) return false;
    queue.push(...node.named);
  }
  return true;
}

/** Whether a call is of the language's own, by what it is called. */
function isPure(call: SyntaxNode): boolean {
  const callee = call.field('function');
  const method = callee?.field('property')?.text;
  return (
    pureFunctions.test(callee?.text ?? '') || (method !== undefined && (pureMethods.test(method) || changes(call)))
  );
}

function definitionsIn(root: SyntaxNode, name: string, isOwn: boolean): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const queue = [root];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (isOwn) {
      if (node.type === 'method_definition' && node.field('name')?.text === name) found.push(node);
      const left = node.type === 'assignment_expression' ? node.field('left') : undefined;
      const right = node.field('right');
      if (left?.field('property')?.text === name && right && isScope(right)) found.push(right);
    } else if (node.type === 'function_declaration' && node.field('name')?.text === name) found.push(node);
    queue.push(...node.named);
  }
  return found;
}

/** Whether what some code reads by a key is a Map, by what the text says of it. */
function isOfMap(call: SyntaxNode): boolean {
  const object = call.field('function')?.field('object');
  const name = /([\w$]+)[!?]*$/.exec(object?.text ?? '')?.[1]?.replace(/\$/g, '\\$&');
  if (name === undefined) return false;
  return new RegExp(`(?<![\\w$])${name}[?!]?\\s*(?::\\s*(?:Readonly)?Map\\b|(?::[^=;]*)?=\\s*new\\s+Map\\b)`).test(
    call.source.text,
  );
}

/** m.get(i, j): an element of a matrix. */
function isOfPlaces(call: SyntaxNode): boolean {
  const given = call.field('arguments')?.named ?? [];
  return given.length > 1 && given.every(({ type }) => type === 'identifier' || type === 'number');
}
