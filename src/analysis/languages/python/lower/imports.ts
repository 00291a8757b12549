import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from './frame.ts';

/** import a.b, import a.b as c */
export function lowerImport(frame: Frame, node: SyntaxNode): void {
  for (const item of node.fields('name')) {
    if (item.type === 'aliased_import') {
      const path = item.field('name')?.text;
      const alias = item.field('alias')?.text;
      if (path && alias) frame.bind(alias, { kind: 'library', path: canonical(path) });
    } else {
      const root = item.text.split('.')[0]!;
      frame.bind(root, { kind: 'library', path: canonical(root) });
    }
  }
}

/** from a.b import c, d as e; from a.b import * */
export function lowerImportFrom(frame: Frame, node: SyntaxNode): void {
  const module = node.field('module_name')?.text;
  if (module === undefined) return;
  if (node.named.some(({ type }) => type === 'wildcard_import')) {
    frame.session.starred.push(canonical(module));
    return;
  }
  for (const item of node.fields('name')) {
    const name = item.type === 'aliased_import' ? item.field('name')?.text : item.text;
    const alias = item.type === 'aliased_import' ? item.field('alias')?.text : item.text;
    if (name && alias) frame.bind(alias, { kind: 'library', path: canonical(`${module}.${name}`) });
  }
}

const renamed: readonly (readonly [from: RegExp, to: string])[] = [
  [/^tensorflow\.python\.keras\b/, 'tensorflow.keras'],
  [/^matplotlib\.pylab\b/, 'pylab'],
];

function canonical(path: string): string {
  return renamed.reduce((name, [from, to]) => name.replace(from, to), path.replace(/\s/g, ''));
}
