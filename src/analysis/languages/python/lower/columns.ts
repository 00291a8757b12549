// Columns of data frames: what was stored under a name is there, whatever was stored under other names since.
import { isStored } from '../../../terms/gathers.ts';
import { textOf, textTerm } from '../../../terms/text.ts';
import type { Term, WhereTerm } from '../../../terms/term.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';

export interface Column {
  /** What was stored under its name, if anything was. */
  readonly stored: Term | undefined;
  /** What it is a column of otherwise. */
  readonly of: Term;
}

/** Undefined of what is no name. */
export function columnIn(whole: Term, name: Term): Column | undefined {
  if (!isName(name)) return undefined;
  const under = whole.kind === 'where' ? nameOf(whole) : undefined;
  if (whole.kind !== 'where' || !under) return { stored: undefined, of: whole };
  return under === name ? { stored: whole.yes, of: whole } : columnIn(whole.no, name);
}

/** df.e of what was stored as df['e'] */
export function columnByAttribute(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  name: string,
): Occurrence | undefined {
  const stored = columnIn(object.term, textTerm(frame.store, name))?.stored;
  return stored && occur(frame, node, stored, [object]);
}

/** Under which name something was stored, if under one. */
function nameOf({ condition }: WhereTerm): Term | undefined {
  const [place, ...others] = isStored(condition) ? condition.operands : [];
  return place && others.length === 0 && isName(place) ? place : undefined;
}

/** What a text says that other values are written into, is not known. */
function isName(term: Term): boolean {
  return /^[^{}]*$/.test(textOf(term) ?? '{');
}
