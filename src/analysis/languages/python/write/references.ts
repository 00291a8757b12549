// How a function of a library is called at a place: by a name that is imported, or one whose import is added.
import type { Edit } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionPath } from '../../shared/libraries/family.ts';
import type { Import, Session } from '../../shared/lower/session.ts';
import { usual } from '../libraries/index.ts';
import { insertAt, lineStart, newline } from '../../shared/write/edits.ts';
import type { Task } from './task.ts';

export interface Reference {
  readonly text: string;
  readonly module: string;
  /** The edit that makes it known, if nothing does yet. */
  readonly imported: Edit | undefined;
}

/** The first of several ways to reach a function that is open at a node; else the first, with its import. */
export function reference(task: Task, node: SyntaxNode, ways: readonly FunctionPath[]): Reference | undefined {
  const visible = visibleImports(task.session, node).map((item) => ({ ...item, path: usual(item.path) }));
  for (const way of ways) {
    for (const item of visible) {
      const text = through(item, way);
      if (text !== undefined) return { text, module: way.module, imported: undefined };
    }
  }
  const way = ways.find(({ name }) => name !== 'max') ?? ways[0];
  return way && imported(task, node, way);
}

/** Imports whose names can be read at a node. */
export function visibleImports({ imports }: Session, node: SyntaxNode): readonly Import[] {
  return imports.filter((item) => isVisible(item, node));
}

function through({ name, path, whole }: Import, way: FunctionPath): string | undefined {
  // NumPy keeps its max to itself where it is imported whole, since Python has one.
  if (name === undefined) return path === way.module && !/^max$|\./.test(way.name) ? way.name : undefined;
  if (path === `${way.module}.${way.name}`) return name;
  if (path === way.module) return `${name}.${way.name}`;
  // import a.b binds a, and a.b can be reached from it
  return whole === way.module ? `${whole}.${way.name}` : undefined;
}

/** At the top of the module, or in a function around the node. */
function isVisible({ node: item }: Import, node: SyntaxNode): boolean {
  if (isAside(item, node)) return false;
  const scope = scopeOf(item);
  if (scope?.type !== 'function_definition') return scope === undefined || scope.type === 'module';
  for (let around = node.parent; around; around = around.parent) if (around === scope) return true;
  return false;
}

/** Whether an import is for type checkers alone, or for when the file itself is run, and the node does not stand beside it. */
function isAside(item: SyntaxNode, node: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = item; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type !== 'if_statement' || parent.field('consequence')?.start !== at.start) continue;
    if (!/\bTYPE_CHECKING\b|__name__|^False$|^0$/.test(parent.field('condition')?.text ?? '')) continue;
    const isBeside = at.source === node.source && at.start <= node.start && node.end <= at.end;
    if (!isBeside) return true;
  }
  return false;
}

function scopeOf(node: SyntaxNode): SyntaxNode | undefined {
  for (let around = node.parent; around; around = around.parent) {
    if (['function_definition', 'class_definition', 'module'].includes(around.type)) return around;
  }
  return undefined;
}

/** After the last import at the top of the same cell or of the nearest one before; without any, nothing is added. */
function imported(task: Task, node: SyntaxNode, way: FunctionPath): Reference | undefined {
  const cells = task.session.imports.filter(({ node: at }) => at.parent?.type === 'module').map(({ node: at }) => at);
  const cell = Math.max(...cells.map(({ source }) => source.cell).filter((index) => index <= node.source.cell));
  const last = cells.filter(({ source }) => source.cell === cell).at(-1);
  if (!last) return undefined;
  const { source } = last;
  // Comments apart, no line has the name: what it would hide is not looked for.
  const free = !way.name.includes('.') && !task.has(new RegExp(`^[^#\\r\\n]*\\b${way.name}\\b`, 'm'), node.source.cell);
  const line = free ? `from ${way.module} import ${way.name}` : `import ${way.module}`;
  const text = free ? way.name : `${way.module}.${way.name}`;
  // On a line of its own, wherever the last import ends: `import a; b()` goes on after it.
  const rest = /[\r\n]/.exec(source.text.slice(last.end));
  const at = rest ? last.end + rest.index : source.text.length;
  const indent = source.text.slice(lineStart(source.text, last.start), last.start);
  return { text, module: way.module, imported: insertAt(last, at, `${newline(source.text)}${indent}${line}`) };
}
