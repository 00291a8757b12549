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
import { isCheap } from './names.ts';
import { pieceOf } from './piece.ts';
import { hasComment, receiverAt, standsAlone } from './statements.ts';

export interface Unfolded {
  /** The call. */
  readonly call: SyntaxNode;
  /** What computes the value, by the names where the call is. */
  readonly code: string;
  /** What the call gives, with a name in the place of that code. */
  readonly around: (name: string) => string;
}

/** The nearest call on the way to a place that runs code which computes a value; undefined where none can be unfolded. */
export function unfolded(at: Occurrence, term: Term): Unfolded | undefined {
  for (const place of upstream(at)) {
    const call = syntaxOf(place);
    if (!place.own || place.form !== 'inlined' || place.scope !== at.scope || call?.type !== 'call') continue;
    const inner = [...upstream(place, (each) => each.own && each !== place)].find(
      (each) => !each.own && each.form === 'expression' && each.term === term,
    );
    const found = inner && unfold(call, syntaxOf(inner));
    if (found) return found;
  }
  return undefined;
}

function unfold(call: SyntaxNode, part: SyntaxNode | undefined): Unfolded | undefined {
  const body = part && bodyOf(part);
  const names = body && argumentsOf(call, body.definition);
  if (!body || !names || hasComment(call)) return undefined;
  for (const { name, value } of body.locals) {
    const code = renamed(value, names);
    const isOnce = usesOf(name, [...body.locals.map((each) => each.value), body.returned]) === 1;
    if (code === undefined || !isOnce) return undefined;
    names.set(name, { ...pieceOf(value), text: code });
  }
  const code = renamed(part, names);
  const whole = renamed(body.returned, names, { node: part, code: '' });
  if (code === undefined || whole === undefined) return undefined;
  return { call, code, around: (name) => renamed(body.returned, names, { node: part, code: name })! };
}

interface Body {
  readonly definition: SyntaxNode;
  readonly locals: readonly { readonly name: string; readonly value: SyntaxNode }[];
  readonly returned: SyntaxNode;
}

/** A function of nothing but names for values, each on its way into what is returned. */
function bodyOf(part: SyntaxNode): Body | undefined {
  let definition = part.parent;
  while (definition && definition.type !== 'function_definition') definition = definition.parent;
  const statements = (definition?.field('body')?.named ?? []).filter(({ type, text }, index) => {
    const isDocumentation = index === 0 && type === 'expression_statement' && /^[rRuU]?["']/.test(text);
    return type !== 'comment' && !isDocumentation;
  });
  const last = statements.pop();
  const returned = last?.type === 'return_statement' ? last.named[0] : undefined;
  if (!definition || !returned || definition.text.startsWith('async') || isDecorated(definition)) return undefined;
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

function isDecorated({ parent }: SyntaxNode): boolean {
  return parent?.type === 'decorated_definition';
}

/** What stands for the parameters where a function is called; undefined where that is not told by the call. */
function argumentsOf(call: SyntaxNode, definition: SyntaxNode): Map<string, Piece> | undefined {
  const parameters = definition.field('parameters')?.named ?? [];
  const given = call.field('arguments')?.named ?? [];
  const callee = call.field('function');
  const isByName = (callee?.field('attribute') ?? callee)?.text === definition.field('name')?.text;
  // An object that is called runs a method: self(x). What others are made of is theirs.
  const isMethod = definition.parent?.parent?.type === 'class_definition';
  const isSelf = callee?.type === 'identifier' && callee.text === receiverAt(call);
  const isCalled = isMethod && !isByName && isSelf && callMethods.includes(definition.field('name')?.text ?? '');
  const receiver = isCalled ? callee : callee?.type === 'attribute' ? callee.field('object') : undefined;
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
function renamed(
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
  if (/comprehension|generator|lambda|named_expression|await|yield|string/.test(node.type)) return ['unknown'];
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
