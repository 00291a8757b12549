// How a function of a library is called at a place: by a name that is imported, or one whose import is added.
import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionPath } from '../../shared/libraries/family.ts';
import type { Import, Session } from '../../shared/lower/session.ts';
import { isEither } from '../libraries/either.ts';
import { usual } from '../libraries/index.ts';
import { addedImport, type AddedImport } from './addedImports.ts';
import type { Task } from './task.ts';

export interface Reference {
  readonly text: string;
  readonly module: string;
  /** What makes it known, if nothing does yet. */
  readonly imported: AddedImport | undefined;
}

/** The first of several ways to reach a function that is open at a node; else the first, with its import. */
export function reference(task: Task, node: SyntaxNode, ways: readonly FunctionPath[]): Reference | undefined {
  const visible = visibleImports(task.session, node).map((item) => ({
    ...item,
    path: usual(inProject(task.session, item)),
  }));
  for (const way of ways) {
    const open = isEither(way.module) ? calledIn(node, visible, way.module) : visible;
    for (const item of open) {
      const text = through(item, way);
      if (text !== undefined) return { text, module: way.module, imported: undefined };
    }
  }
  // What a module is called that is one or another when the program runs, no import says.
  if (isEither(ways[0]?.module ?? '')) return undefined;
  const way = ways.find(({ name }) => name !== 'max') ?? ways[0];
  if (!way) return undefined;
  const added = addedImport(task, node, way);
  return added && { text: added.text, module: way.module, imported: added };
}

/** Two names of such a module may stand for different ones: the one by which code at a node, or in its function, calls it. */
function calledIn(node: SyntaxNode, visible: readonly Import[], module: string): readonly Import[] {
  const names = [...new Set(visible.flatMap(({ name, path }) => (path === module && name !== undefined ? name : [])))];
  let outer: SyntaxNode | undefined = node;
  while (outer && outer.type !== 'function_definition' && outer.type !== 'module') outer = outer.parent;
  for (const { text } of [node, outer ?? node]) {
    const called = names.filter((name) => new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}\\s*\\.`).test(text));
    if (called.length > 0) return called.length === 1 ? visible.filter(({ name }) => name === called[0]) : [];
  }
  return [];
}

/** What an import is of in the end: `from backend import xp` of what xp stands for there. */
function inProject(session: Session, { path, name }: Import): string {
  const found = name === undefined ? undefined : session.modules.find(session, path);
  return found?.kind === 'library' ? found.path : path;
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
