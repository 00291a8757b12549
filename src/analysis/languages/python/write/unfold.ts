// A call of a function of the text in which a softmax is computed, with the code of its body in its place: what has effects is
// then still run once, and in the same order.
import { callMethods } from '../lower/objects.ts';
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { codeWith, replaceNode } from '../../shared/write/edits.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import type { Edit } from '../../../findings.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Session } from '../../shared/lower/session.ts';
import { notHere } from './branches.ts';
import { isCheap } from './names.ts';
import { pieceOf } from './piece.ts';
import { isCodeOf, valueIn } from './sequences.ts';
import { hasComment, receiverAt, standsAlone } from './statements.ts';

export interface Unfolded {
  /** A model of whose layers only some are called. */
  readonly model?: string | undefined;
  /** The call. */
  readonly call: SyntaxNode;
  /** What computes the value, by the names where the call is. */
  readonly code: string;
  /** What the call gives, with a name in the place of that code. */
  readonly around: (name: string) => string;
}

/** The nearest call on the way to a place that runs code which computes a value; undefined where none can be unfolded. */
export function unfolded(session: Session, at: Occurrence, term: Term): Unfolded | undefined {
  for (const place of upstream(at)) {
    const call = syntaxOf(place);
    if (!place.own || place.form !== 'inlined' || place.scope !== at.scope || call?.type !== 'call') continue;
    const way = [...upstream(place, (each) => each.own && each !== place)];
    const inner = way.find(
      (each) => !each.own && each.form === 'expression' && each.term === term && isCodeOf(session, each, way),
    );
    const found = inner && unfold(session, call, syntaxOf(inner), isDirectly(place, inner));
    if (found) return found;
  }
  return undefined;
}

/** @param isDirect - whether the code is that of the function that is called, and not of one that this calls */
function unfold(
  session: Session,
  call: SyntaxNode,
  part: SyntaxNode | undefined,
  isDirect: boolean,
): Unfolded | undefined {
  const body = part && bodyOf(part);
  const names = body && argumentsOf(call, body.definition, isDirect);
  if (!body || !names || hasComment(call)) return undefined;
  for (const { name, value } of body.locals) {
    const code = renamed(value, names);
    const isOnce = usesOf(name, [...body.locals.map((each) => each.value), body.returned]) === 1;
    if (code === undefined || !isOnce) return undefined;
    names.set(name, { ...pieceOf(value), text: code });
  }
  const { model, code, around } = valueIn(session, part, (node, inner) => renamed(node, names, inner));
  const whole = renamed(body.returned, names, { node: part, code: '' });
  if (code === undefined || whole === undefined) return undefined;
  return { call, model, code, around: (name) => renamed(body.returned, names, { node: part, code: around(name) })! };
}

interface Body {
  readonly definition: SyntaxNode;
  readonly locals: readonly { readonly name: string; readonly value: SyntaxNode }[];
  readonly returned: SyntaxNode;
}

/** Whether code is that of the function that is called at a place, and not of one that this calls. */
export function isDirectly(place: Occurrence, inner: Occurrence): boolean {
  return place.operands.some(({ scope }) => scope === inner.scope);
}

interface Inside {
  /** What a method is called on where a place is. */
  readonly object: SyntaxNode;
  /** The code in that method that has a value. */
  readonly code: SyntaxNode;
}

/** Where methods that are called on the way to a place have a value. */
export function* inMethods(at: Occurrence, term: Term): Generator<Inside, void> {
  for (const place of upstream(at)) {
    const call = syntaxOf(place);
    if (!place.own || place.form !== 'inlined' || place.scope !== at.scope || call?.type !== 'call') continue;
    for (const inner of upstream(place, (each) => each.own && each !== place)) {
      const code = syntaxOf(inner);
      if (inner.own || inner.term !== term || !code || !isDirectly(place, inner)) continue;
      const object = calledObject(call, methodAround(code));
      if (object && isCheap(object)) yield { object, code };
    }
  }
}

/**
 * The attribute in which a method that is called on the way to a place leaves a value, as it is read where the call is; undefined where
 * none does.
 */
export function leftByCall(at: Occurrence, term: Term): string | undefined {
  for (const { object, code } of inMethods(at, term)) {
    const target = targetOf(code);
    if (target && target.field('object')?.text === receiverAt(code)) {
      return `${object.text}.${target.field('attribute')!.text}`;
    }
  }
  return undefined;
}

/** The object that is called, and is no function or method, so that a value is computed: layer(x). */
export function calledFor(at: Occurrence, term: Term): string | undefined {
  for (const { object } of inMethods(at, term)) {
    const { parent } = object;
    if (parent?.type === 'call' && parent.field('function')?.end === object.end) return object.text;
  }
  return undefined;
}

/** Whether a method of another object computes a value on the way to a place. */
export function isOfOther(at: Occurrence, node: SyntaxNode, term: Term): boolean {
  for (const { object } of inMethods(at, term)) if (object.text !== receiverAt(node)) return true;
  return false;
}

/** The attribute that a statement gives a value to. */
function targetOf(node: SyntaxNode): SyntaxNode | undefined {
  const { parent } = node;
  const isGiven = parent?.type === 'assignment' && parent.field('right')?.start === node.start;
  const target = isGiven ? parent.field('left') : undefined;
  return target?.type === 'attribute' ? target : undefined;
}

export function methodAround(node: SyntaxNode): SyntaxNode | undefined {
  let around = node.parent;
  while (around && around.type !== 'function_definition') around = around.parent;
  return around;
}

/** What a method is called on: the object of object.forward(x), or what is called itself, as layer(x). */
export function calledObject(call: SyntaxNode, definition: SyntaxNode | undefined): SyntaxNode | undefined {
  const callee = call.field('function');
  const name = definition?.field('name')?.text;
  if (!callee || name === undefined) return undefined;
  if ((callee.field('attribute') ?? callee).text === name)
    return callee.type === 'attribute' ? callee.field('object') : undefined;
  return callMethods.includes(name) ? callee : undefined;
}

/** Why a value cannot be written at a place, where a function that is called computes it. */
export function whyNotHere(at: Occurrence, term: Term): string {
  for (const place of upstream(at)) {
    const call = syntaxOf(place);
    if (!place.own || place.form !== 'inlined' || place.scope !== at.scope || call?.type !== 'call') continue;
    const isInner = [...upstream(place, (each) => each.own && each !== place)].some(
      (each) => !each.own && each.term === term,
    );
    const callee = call.field('function')?.text ?? '';
    if (isInner && /^[\w.]+$/.test(callee)) return `it takes what is computed in ${callee}, and not given`;
  }
  return notHere;
}

/** A function of nothing but names for values, each on its way into what is returned. */
function bodyOf(part: SyntaxNode): Body | undefined {
  let definition = part.parent;
  while (definition && definition.type !== 'function_definition') definition = definition.parent;
  const statements = definition ? [...statementsOf(definition)] : [];
  const last = statements.pop();
  const returned = last?.type === 'return_statement' ? last.named[0] : undefined;
  if (!definition || !returned || !isPlain(definition)) return undefined;
  if (returned.start > part.start || part.end > returned.end || hasComment(definition)) return undefined;
  const locals = statements.map((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.named[0] : undefined;
    const [left, right] = [assignment?.field('left'), assignment?.field('right')];
    return assignment?.type === 'assignment' && left?.type === 'identifier' && right
      ? { name: left.text, value: right }
      : undefined;
  });
  if (locals.some((local) => !local)) return undefined;
  return { definition, locals: locals.map((local) => local!), returned };
}

/** The statements of a function, apart from what documents it. */
export function statementsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  return (definition.field('body')?.named ?? []).filter(({ type, text }, index) => {
    const isDocumentation = index === 0 && type === 'expression_statement' && /^[rRuU]?["']/.test(text);
    return type !== 'comment' && !isDocumentation;
  });
}

/** Whether a call of a function runs its body at once, and nothing else. */
export function isPlain({ text, parent }: SyntaxNode): boolean {
  return !text.startsWith('async') && parent?.type !== 'decorated_definition';
}

/** What stands for the parameters where a function is called; undefined where that is not told by the call. */
function argumentsOf(call: SyntaxNode, definition: SyntaxNode, isDirect: boolean): Map<string, Piece> | undefined {
  const parameters = definition.field('parameters')?.named ?? [];
  const given = call.field('arguments')?.named ?? [];
  const isMethod = definition.parent?.parent?.type === 'class_definition';
  const callee = call.field('function');
  // A method calls others of its object.
  const ofCallee = callee?.type === 'attribute' ? callee.field('object') : undefined;
  const receiver = (isMethod && isDirect ? calledObject(call, definition) : undefined) ?? ofCallee;
  if (isMethod !== (receiver !== undefined) || (receiver && !isCheap(receiver))) return undefined;
  const codes = receiver ? [receiver, ...given] : [...given];
  const names = new Map<string, Piece>();
  for (const [index, parameter] of parameters.entries()) {
    const name =
      parameter.type === 'identifier' ? parameter.text : (parameter.field('name') ?? parameter.named[0])?.text;
    const argument = codes[index];
    const usual = parameter.field('value');
    if (name === undefined || /splat|separator/.test(parameter.type)) return undefined;
    if (argument && /keyword|splat/.test(argument.type)) return undefined;
    const value = argument ?? usual;
    if (!value || !isCheap(value)) return undefined;
    names.set(name, pieceOf(value));
  }
  return codes.length > parameters.length ? undefined : names;
}

/** Some code with others in the places of names; undefined where a name in it may be another. */
export function renamed(
  node: SyntaxNode,
  names: ReadonlyMap<string, Piece>,
  part?: { readonly node: SyntaxNode; readonly code: string },
): string | undefined {
  const edits: Edit[] = [];
  for (const each of identifiersIn(node, part?.node)) {
    if (each === 'unknown') return undefined;
    const piece = names.get(each.text);
    if (piece) edits.push(replaceNode(each, standsAlone(each) ? piece.text : inside(piece, binding.atom)));
  }
  if (part) edits.push(replaceNode(part.node, part.code));
  return codeWith(node, edits).replace(/\s*[\r\n]\s*/g, ' ');
}

/** Names that are read in some code, apart from a part of it; `unknown` for what gives names of its own to something. */
function identifiersIn(node: SyntaxNode, without?: SyntaxNode): readonly (SyntaxNode | 'unknown')[] {
  if (without && node.start === without.start && node.end === without.end) return [];
  if (/comprehension|generator|lambda|named_expression|await|yield/.test(node.type)) return ['unknown'];
  // What an f-string says may be made of names; one on several lines is not to become one line.
  if (/string/.test(node.type))
    return node.type === 'string' && /^[rRbBuU]*(["'])(?!\1\1)[^\r\n]*$/.test(node.text) ? [] : ['unknown'];
  if (node.type === 'identifier') return [node];
  if (node.type === 'attribute') return identifiersIn(node.field('object')!, without);
  if (node.type === 'keyword_argument') return identifiersIn(node.field('value')!, without);
  return node.named.flatMap((inner) => identifiersIn(inner, without));
}

function usesOf(name: string, nodes: readonly SyntaxNode[]): number {
  const all = nodes.flatMap((node) => identifiersIn(node));
  return all.filter((each) => each !== 'unknown' && each.text === name).length;
}

/** Whether something else in a statement is called before a call of it. */
export function requireFirst(statement: SyntaxNode, call: SyntaxNode): void {
  const queue = [statement];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const isBefore = node.end <= call.start;
    if (isBefore && /^(call|await|yield|named_expression)$/.test(node.type)) {
      throw new Withheld('something else would be computed after it');
    }
    queue.push(...node.named.filter((inner) => inner.start < call.start));
  }
}

/** Whether some code of a method has attributes of its object by the name that the object has there. */
export function saysSelf(node: SyntaxNode, code: string): boolean {
  const receiver = receiverAt(node);
  const own = (text: string) => text.match(new RegExp(`\\b${receiver}\\.\\w+`, 'g')) ?? [];
  const before = new Set(own(node.text));
  return receiver !== undefined && own(code).some((attribute) => before.has(attribute));
}
