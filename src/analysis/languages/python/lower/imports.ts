import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { inside, seenFrom } from './modules.ts';

/** import a.b, import a.b as c */
export function lowerImport(frame: Frame, node: SyntaxNode): void {
  for (const item of node.fields('name')) {
    if (item.type === 'aliased_import') {
      const path = item.field('name')?.text;
      const alias = item.field('alias')?.text;
      if (path && alias) {
        bindImport(frame, node, alias, canonical(path));
        frame.session.modules.want(canonical(path), []);
      }
    } else {
      const whole = canonical(item.text);
      const root = whole.split('.')[0]!;
      bindImport(frame, node, root, root, whole);
      frame.session.modules.want(whole, []);
    }
  }
}

/** from a.b import c, d as e; from a.b import * */
export function lowerImportFrom(frame: Frame, node: SyntaxNode): void {
  const written = node.field('module_name')?.text;
  if (written === undefined) return;
  const module = seenFrom(frame.module.moduleName, written.replace(/[\s\\]/g, ''));
  const names = node
    .fields('name')
    .map((item) => (item.type === 'aliased_import' ? item.field('name') : item)?.text ?? '');
  frame.session.modules.want(canonical(module), names);
  if (node.named.some(({ type }) => type === 'wildcard_import')) {
    const path = canonical(module);
    frame.session.starred.push(path);
    if (frame.own) frame.session.imports.push({ name: undefined, path, whole: undefined, node });
    return;
  }
  for (const item of node.fields('name')) {
    const name = item.type === 'aliased_import' ? item.field('name')?.text : item.text;
    const alias = item.type === 'aliased_import' ? item.field('alias')?.text : item.text;
    if (name && alias) bindImport(frame, node, alias, canonical(inside(module, name)));
  }
}

function bindImport(frame: Frame, node: SyntaxNode, name: string, path: string, whole?: string): void {
  frame.bind(name, { kind: 'library', path });
  if (frame.own) frame.session.imports.push({ name, path, whole, node });
}

const renamed: readonly (readonly [from: RegExp, to: string])[] = [[/^matplotlib\.pylab\b/, 'pylab']];

/** The name that the tables have for a module, which may go on in another line. */
export function canonical(path: string): string {
  return renamed.reduce((name, [from, to]) => name.replace(from, to), path.replace(/[\s\\]/g, ''));
}
