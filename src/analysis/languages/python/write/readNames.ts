// Names by which values are read on the way to a place.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { nameGiven } from './statements.ts';

/** A name that is read, or a parameter. */
export function nameIn(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'identifier' || node.type === 'attribute') return node;
  if (!/parameter$/.test(node.type)) return undefined;
  return node.field('name') ?? node.named.find(({ type }) => type === 'identifier');
}

interface NamesOfConstant {
  readonly names: ReadonlySet<string>;
  /** Whether there is one name, and the number itself is nowhere written on the way. */
  readonly isAlone: boolean;
}

/** The names by which a number is read on the way to a place. */
export function namesOfConstant(at: Occurrence, term: Term): NamesOfConstant {
  const names = new Set<string>();
  let isWritten = false;
  for (const place of upstream(at)) {
    if (place.term !== term) continue;
    const node = syntaxOf(place);
    const name = place.form === 'read' && node ? nameIn(node)?.text : undefined;
    if (name !== undefined) names.add(name);
    // Where a name has its value from is no other use of the number.
    else if (place.form === 'expression' && node && !nameGiven(node)) isWritten = true;
  }
  return { names, isAlone: names.size === 1 && !isWritten };
}

/** Whether a number cannot be written at a place without its name being lost. */
export function losesName(at: Occurrence, term: Term): boolean {
  const { names, isAlone } = namesOfConstant(at, term);
  return names.size > 0 && !isAlone;
}
