// What a value is made a number by, or taken for one, where it is read: Number(x), +x, x!, x as number. A copy of its code has that, too.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';
import { pieceOf } from './piece.ts';

const functions = /^(?:Number|(?:Number\.)?parseFloat)$/;
const assertions = /^(?:non_null|as|satisfies)_expression$/;

/** Some code with all that is around it which makes its value a number, or says that it is one. */
export function asTaken(node: SyntaxNode): SyntaxNode {
  let taken = node;
  let at = node;
  for (;;) {
    const around: SyntaxNode | undefined = at.parent;
    if (!around) return taken;
    if (isTaking(around, at)) taken = at = around;
    else if (around.type === 'parenthesized_expression') at = around;
    else {
      const call = around.type === 'arguments' ? around.parent : callOf(around, at);
      if (!call || !(around.type === 'arguments' ? convertsFirst(call, at) : convertsEach(call))) return taken;
      taken = at = call;
    }
  }
}

/** The code inside of all that. */
function bareOf(node: SyntaxNode): SyntaxNode {
  const inner =
    node.type === 'call_expression'
      ? (node.field('arguments')?.named[0] ?? node)
      : node.type === 'type_assertion'
        ? (node.named.at(-1) ?? node)
        : (node.named[0] ?? node);
  const object = node.type === 'call_expression' ? node.field('function')?.field('object') : undefined;
  if (object && convertsEach(node)) return bareOf(object);
  const isAround = node.type === 'parenthesized_expression' || isTaking(node, inner) || convertsFirst(node, inner);
  return isAround && inner !== node ? bareOf(inner) : node;
}

/** Whether some code in another is made a number, or said to be one, which is the name of an element. */
export function takesNamed(code: SyntaxNode, name: string): boolean {
  if (code.text === name) return asTaken(code) !== code;
  return code.named.some((inner) => takesNamed(inner, name));
}

function isTaking(around: SyntaxNode, inner: SyntaxNode): boolean {
  if (assertions.test(around.type)) return around.named[0]?.start === inner.start;
  if (around.type === 'type_assertion') return around.named.at(-1)?.start === inner.start;
  return around.type === 'unary_expression' && around.field('operator')?.text === '+';
}

/** Number(x) */
function convertsFirst(call: SyntaxNode, argument: SyntaxNode): boolean {
  const [first] = call.field('arguments')?.named ?? [];
  return functions.test(call.field('function')?.text ?? '') && first?.start === argument.start;
}

/** The call of a method of some code. */
function callOf(callee: SyntaxNode, object: SyntaxNode): SyntaxNode | undefined {
  const isObject = callee.type === 'member_expression' && callee.field('object')?.start === object.start;
  const call = isObject ? callee.parent : undefined;
  return call?.type === 'call_expression' && call.field('function')?.start === callee.start ? call : undefined;
}

/** x.map(Number) */
function convertsEach(call: SyntaxNode): boolean {
  const [only, ...others] = call.field('arguments')?.named ?? [];
  const isMap = call.field('function')?.field('property')?.text === 'map';
  return isMap && only !== undefined && others.length === 0 && functions.test(only.text);
}

/** What is around some code, with other code in its place. */
function takenLike(node: SyntaxNode, code: string): string {
  const { text, start } = asTaken(node);
  return text.slice(0, node.start - start) + code + text.slice(node.end - start);
}

/** How a name is made a number, or said to be one, where a value is read by it. */
export function takenIn(places: readonly Occurrence[], name: string): SyntaxNode | undefined {
  for (const place of places) {
    const node = syntaxOf(place);
    const bare = node && bareOf(node);
    if (bare?.text !== name) continue;
    const taken = asTaken(bare);
    if (taken !== bare) return taken;
  }
  return undefined;
}

/** An element of an array by a name, made a number as the text does it. */
export function elementTaken(session: Session, array: Term, name: string): Piece {
  for (const place of session.places) {
    if (!place.own || place.term.kind !== 'element' || place.term.of !== array) continue;
    const node = syntaxOf(place);
    const bare = node && bareOf(node);
    const taken = bare && asTaken(bare);
    if (!taken || taken === bare || convertsEach(taken)) continue;
    return { text: takenLike(bare, name), binding: pieceOf(taken).binding };
  }
  return { text: name, binding: binding.atom };
}
