// Parameters that one `for … of` goes through, and nothing else reads: what is given for one may be an iterator, which is gone
// through once.
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { partsOf } from '../../shared/around.ts';
import { indentBefore, insertAt, newline, replaceNode } from '../../shared/write/edits.ts';
import { addPattern, isScope } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import { GivenNames } from './names.ts';
import { functionOf, statementOf } from './statements.ts';
import type { Task } from './task.ts';

/** Where new code would go through such a parameter once more, both go through a copy. */
export function copyReadOnce(task: Task): void {
  for (const definition of functionsAround(task)) {
    for (const { pattern, annotation } of parametersOf(definition)) {
      const names = new Set<string>();
      if (!annotation && pattern.type !== 'rest_pattern') addPattern(names, pattern);
      for (const name of names) {
        const sequence = readOnce(name, definition);
        if (sequence) copyBefore(task, sequence, definition);
      }
    }
  }
}

function functionsAround(task: Task): Iterable<SyntaxNode> {
  const found = new Map<number, SyntaxNode>();
  for (const { at } of task.plan.replacements) {
    for (let node: SyntaxNode | undefined = task.syntax(at); node; node = node.parent) {
      if (isScope(node) && node.parent) found.set(node.start, node);
    }
  }
  return found.values();
}

/** What the only loop goes through that reads a name, if nothing else does. */
function readOnce(name: string, definition: SyntaxNode): SyntaxNode | undefined {
  const body = definition.field('body');
  const isRead = ({ type, text }: SyntaxNode) => text === name && /identifier/.test(type) && !/^property/.test(type);
  const [only, ...others] = body ? [...partsOf(body)].filter(isRead) : [];
  const loop = only?.parent;
  if (!only || others.length > 0 || loop?.type !== 'for_in_statement') return undefined;
  const isGoneThrough = loop.field('right')?.start === only.start && loop.field('operator')?.text === 'of';
  return isGoneThrough && !/^for\s+await\b/.test(loop.text) ? only : undefined;
}

function copyBefore(task: Task, sequence: SyntaxNode, definition: SyntaxNode): void {
  const name = sequence.text;
  const { source } = sequence;
  const word = new RegExp(String.raw`(?<![\w$]|(?<!\.\.)\.)${name.replaceAll('$', String.raw`\$`)}(?![\w$])`, 'g');
  const isWithin = ({ cell, start, end }: Edit) =>
    cell === source.cell && definition.start < start && end <= definition.end;
  const reading = task.edits.filter((edit) => isWithin(edit) && edit.text.search(word) >= 0);
  const loop = statementOf(sequence);
  const isReplaced = task.edits.some((edit) => edit.start <= sequence.start && sequence.end <= edit.end);
  // What stands before the loop in the middle of a statement has no place for a line before it.
  const isAmid = reading.some((edit) => edit.start < loop.start && edit.start < edit.end);
  if (reading.length === 0 || isReplaced || isAmid || functionOf(sequence) !== definition) return;
  const copied = reading.find(({ text }) => text.replace(word, '').trim() === `const values = Array.from();`);
  const copy = copied ? 'values' : new GivenNames(task).reserve('values', sequence);
  const start = Math.min(loop.start, ...reading.map((edit) => edit.start));
  const indent = indentBefore(source.text, loop.start);
  const end = indent === undefined ? ' ' : newline(source.text) + indent;
  const others = task.edits.filter((edit) => edit !== copied);
  const renamed = others.map((edit) =>
    reading.includes(edit) ? { ...edit, text: edit.text.replace(word, copy) } : edit,
  );
  task.edits.splice(
    0,
    task.edits.length,
    insertAt(sequence, start, `const ${copy} = [...${name}];${end}`),
    ...renamed,
    replaceNode(sequence, copy),
  );
}
