// Functions of the text that are called in some code: what they do beside giving a value would go with the code.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../lower/frame.ts';
import type { Session } from '../lower/session.ts';
import { Withheld } from './withheld.ts';

/** What a language says of functions. */
export interface Functions {
  /** The function that some code is in. */
  readonly around: (node: SyntaxNode) => SyntaxNode | undefined;
  /** Whether it changes what is not its own, or runs something for what that does. */
  readonly doesMore: (definition: SyntaxNode) => boolean;
}

/** Why the code of a call is not left out. */
export const doesMore = 'a function that is called does more than give a value';

/** The calls in some code of functions that do more than give a value. */
export function callsForMore(session: Session, code: SyntaxNode, functions: Functions): readonly SyntaxNode[] {
  return session.places.flatMap((place) => {
    const node = syntaxOf(place);
    if (!place.own || place.form !== 'inlined' || node?.source !== code.source) return [];
    const isWithin = code.start <= node.start && node.end <= code.end;
    return isWithin && functionsBehind(place, functions).some((each) => functions.doesMore(each)) ? [node] : [];
  });
}

/** Whether some code calls a function of the text, or names it where it is called for each element. */
export function callsOwn({ places }: Session, call: SyntaxNode): boolean {
  return places.some((place) => {
    const node = place.own && place.form === 'inlined' ? syntaxOf(place) : undefined;
    return node?.source === call.source && node.start === call.start && node.end === call.end;
  });
}

/**
 * The function that a name is bound to wherever the text says it; undefined where it is bound again, or to something else.
 * @param bindings - every place that gives the name a value
 */
export function onlyDefinition(
  [binding, ...others]: readonly SyntaxNode[],
  definitionAt: (binding: SyntaxNode) => SyntaxNode | undefined,
): SyntaxNode | undefined {
  return binding && others.length === 0 ? definitionAt(binding) : undefined;
}

/**
 * Throws `Withheld` where some code is given to a function of the text that does more than give a value: it would keep another.
 * @param isCall - whether a node is a call, and not what a function is given
 */
export function requireNoMoreOf(
  session: Session,
  given: SyntaxNode,
  functions: Functions,
  isCall: (node: SyntaxNode) => boolean,
): void {
  for (let at = given.parent; at && !/statement|declaration|assignment/.test(at.type); at = at.parent) {
    const call = at;
    if (!isCall(call)) continue;
    const isDoing = ({ start, end }: SyntaxNode) => start === call.start && end === call.end;
    if (callsForMore(session, call, functions).some(isDoing)) throw new Withheld(doesMore);
    return;
  }
}

/** The functions whose code a call runs. */
function functionsBehind(call: Occurrence, { around }: Functions): readonly SyntaxNode[] {
  const found = new Map<number, SyntaxNode>();
  for (const place of upstream(call, (each) => each.own && each !== call)) {
    const node = place.own ? undefined : syntaxOf(place);
    const definition = node && around(node);
    if (definition) found.set(definition.start, definition);
  }
  return [...found.values()];
}
