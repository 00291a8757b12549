// Imports that new code needs: in the list of an import of the same module, or on a line of their own.
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionPath } from '../../shared/libraries/family.ts';
import { insertAt, lineStart, newline } from '../../shared/write/edits.ts';
import type { Task } from './task.ts';

export interface AddedImport {
  /** What the function is called by then. */
  readonly text: string;
  readonly edit: Edit;
  /** Where in the edit the names of an import begin, which others of the same module can join. */
  readonly names?: number;
}

/** A line that formatters leave whole. */
const longestLine = 88;

/** At the top of the same cell or of the nearest one before with an import; without any, nothing is added. */
export function addedImport(task: Task, node: SyntaxNode, way: FunctionPath): AddedImport | undefined {
  const top = task.session.imports
    .map(({ node: at }) => at)
    .filter(
      (at) => at.type.startsWith('import_') && at.parent?.type === 'module' && at.source.cell <= node.source.cell,
    );
  const cell = Math.max(...top.map(({ source }) => source.cell));
  const here = top.filter(({ source }) => source.cell === cell);
  const last = here.at(-1);
  if (!last) return undefined;
  // Comments apart, no line has the name: what it would hide is not looked for.
  const free = !way.name.includes('.') && !task.has(new RegExp(`^[^#\\r\\n]*\\b${way.name}\\b`, 'm'), node.source.cell);
  const text = free ? way.name : `${way.module}.${way.name}`;
  const listed = free && here.map((at) => inList(at, way)).find((edit) => edit !== undefined);
  if (listed) return { text, edit: listed };
  const before = free ? `from ${way.module} import ` : `import `;
  // On a line of its own, wherever the last import ends: `import a; b()` goes on after it.
  const { source } = last;
  const rest = /[\r\n]/.exec(source.text.slice(last.end));
  const at = rest ? last.end + rest.index : source.text.length;
  const start = `${newline(source.text)}${source.text.slice(lineStart(source.text, last.start), last.start)}${before}`;
  const edit = insertAt(last, at, `${start}${free ? way.name : way.module}`);
  return { text, edit, ...(free && { names: start.length }) };
}

/** `from module import a, c` gets a b in between, where its names stand in order; else at its end. */
function inList(at: SyntaxNode, { module, name }: FunctionPath): Edit | undefined {
  if (at.type !== 'import_from_statement' || at.field('module_name')?.text !== module) return undefined;
  const names = at.fields('name');
  const [first] = names;
  const last = names.at(-1);
  const { text } = at.source;
  // Where a comment or a backslash stands is somebody's choice.
  if (!first || !last || /[#\\]/.test(at.text)) return undefined;
  const isAfter = (item: SyntaxNode) => item.text.toLowerCase() > name.toLowerCase();
  const isOrdered = names.every(
    (item, index) => index === 0 || item.text.toLowerCase() >= names[index - 1]!.text.toLowerCase(),
  );
  const next = isOrdered ? names.find(isAfter) : undefined;
  const indent = /^[ \t]*$/.exec(text.slice(lineStart(text, first.start), first.start))?.[0];
  const isByLine =
    indent !== undefined && names.every((item) => text.slice(lineStart(text, item.start), item.start) === indent);
  const between = isByLine ? `,${newline(text)}${indent}` : ', ';
  const start = lineStart(text, (next ?? last).start);
  const length = text.slice(start).search(/[\r\n]|$/) + name.length + between.length;
  if (!isByLine && length > longestLine) return undefined;
  return next ? insertAt(at, next.start, `${name}${between}`) : insertAt(at, last.end, `${between}${name}`);
}
