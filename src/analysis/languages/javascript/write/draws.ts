// Calls that may give another value each time: what is not known, and depends on nothing of the round that it stands in.
import { isWithin } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { addPattern, declaredNames, isScope } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { wordsIn } from './names.ts';

/**
 * Throws `Withheld` where some code calls an unknown function of what is the same in every round: nobody calls `rng()` for each element
 * that gives the same. What is called with the element is taken to give the same of it again.
 */
export function requireSame(session: Session, nodes: readonly SyntaxNode[]): void {
  for (const place of session.places) {
    const { term } = place;
    if (!place.own || term.kind !== 'opaque' || !/^(?:call|method)(?: |$)/.test(term.key)) continue;
    const call = syntaxOf(place);
    if (call?.type !== 'call_expression' || !nodes.some((node) => isWithin(call, node))) continue;
    const taken = [call.field('function')?.field('object'), ...(call.field('arguments')?.named ?? [])];
    const words = wordsIn(taken.map((each) => each?.text ?? '').join(' '));
    if (![...namesOfRounds(call)].some((name) => words.has(name)))
      throw new Withheld('a call in it may give another value each time');
  }
}

/** The names that loops and callbacks around some code have anew in each round. */
function namesOfRounds(code: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at: SyntaxNode | undefined = code; at; at = at.parent) {
    const isLoop = /^(?:for|for_in|while|do)_statement$/.test(at.type);
    if (!isLoop && !isScope(at)) continue;
    if (isScope(at) && at.parent?.type !== 'arguments') break;
    if (isScope(at)) for (const { pattern } of parametersOf(at)) addPattern(names, pattern);
    if (at.type === 'for_in_statement') addPattern(names, at.field('left'));
    const inner = isLoop ? at : at.field('body');
    for (const name of inner ? declaredNames(inner) : []) names.add(name);
    for (const name of wordsIn(at.field('initializer')?.text ?? '')) names.add(name);
  }
  return names;
}
