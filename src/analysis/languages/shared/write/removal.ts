import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { indentBefore } from './edits.ts';
import { Withheld } from './withheld.ts';

/** Takes a statement away with its line, or without what stands before and after it there; comments stay. */
export function removal(statement: SyntaxNode): Edit {
  const { parent, source } = statement;
  const { text, cell } = source;
  const siblings = parent?.named ?? [];
  if (siblings.length <= 1) throw new Withheld('a block would be left without a statement');
  const rest = /^[ \t]*(?:\r\n|[\r\n]|$)/.exec(text.slice(statement.end));
  const indent = indentBefore(text, statement.start);
  const edit = (start: number, end: number): Edit => ({ cell, start, end, text: '' });
  if (indent !== undefined && rest) return edit(statement.start - indent.length, statement.end + rest[0].length);
  const after = /^[ \t]*(?:;[ \t]*)?/.exec(text.slice(statement.end))![0].length;
  if (indent !== undefined) return edit(statement.start, statement.end + after);
  // { const p = x.softmax(); return p.log(); }
  if (/\{[ \t]*$/.test(text.slice(0, statement.start))) {
    const blanks = /^[ \t]*/.exec(text.slice(statement.end))![0].length;
    return edit(statement.start, statement.end + blanks);
  }
  const before = /[ \t]*;[ \t]*$/.exec(text.slice(0, statement.start))?.[0].length;
  if (before === undefined) throw new Withheld('a statement that is no longer needed shares its line with another');
  return edit(statement.start - before, statement.end);
}
