// Code of another function, written where that is called: what the names in it stand for has names of its own there.
import { upstream, type Occurrence, type OccurrenceForm } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../lower/frame.ts';
import { isDraw } from '../../../terms/draws.ts';
import { codeWith, merged, replaceNode } from './edits.ts';
import { binding, inside, type Piece } from './piece.ts';

/** Whether a value comes from code that is not known, which may do more than give a value. */
export function hasEffects(term: Term): boolean {
  return [...subterms(term)].some((part) => part.kind === 'opaque' && !part.pure);
}

/**
 * The code that computes a value in a function whose call leads to a place.
 * @param written - the code of what a name in it stands for, at the place
 * @param given - edits of names in it that are known anyway
 * @returns undefined where there is none, or it is not to run twice
 */
export function transplanted(
  at: Occurrence,
  term: Term,
  written: (term: Term) => Piece | undefined,
  forms: readonly OccurrenceForm[] = ['expression'],
  given: (node: SyntaxNode) => readonly Edit[] = () => [],
): SyntaxCode | undefined {
  if (hasEffects(term) || [...subterms(term)].some(isDraw)) return undefined;
  for (const place of upstream(at)) {
    if (place.own || !forms.includes(place.form) || place.term !== term) continue;
    const node = syntaxOf(place);
    const code = node && renamed(place, node, written, given(node));
    if (node && code !== undefined) return { node, code };
  }
  return undefined;
}

/** All that a function gives, which is computed by one expression, with edits in that. */
export function transplantedWith(
  result: Occurrence,
  written: (term: Term) => Piece | undefined,
  given: readonly Edit[],
): SyntaxCode | undefined {
  const node = syntaxOf(result);
  const code = node && renamed(result, node, written, given);
  return node && code !== undefined ? { node, code } : undefined;
}

export interface SyntaxCode {
  /** What stands in the other function. */
  readonly node: SyntaxNode;
  readonly code: string;
}

function renamed(
  root: Occurrence,
  node: SyntaxNode,
  written: (term: Term) => Piece | undefined,
  others: readonly Edit[] = [],
): string | undefined {
  const edits = [...others];
  const isReplaced = (name: SyntaxNode) => others.some(({ start, end }) => start <= name.start && name.end <= end);
  const isHere = (other: SyntaxNode | undefined): other is SyntaxNode =>
    other !== undefined && other.source === node.source && node.start <= other.start && other.end <= node.end;
  // What stands outside may have been given to a function in it.
  for (const place of upstream(root, (each) => each.form === 'read' && isHere(syntaxOf(each)))) {
    const name = syntaxOf(place);
    // The variable of a comprehension or of a callback comes along.
    if (place.form !== 'read' || !isHere(name) || place.term.kind === 'element' || isReplaced(name)) continue;
    const piece = written(place.term);
    if (!piece) return undefined;
    if (piece.text !== name.text) edits.push(replaceNode(name, inside(piece, binding.atom)));
  }
  return codeWith(node, merged(edits));
}
