import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { libraryOf } from '../libraries/index.ts';
import { stringText } from './literals.ts';

/** import * as tf from '…', import { exp as e } from '…', import d from '…' */
export function lowerImport(frame: Frame, node: SyntaxNode): void {
  const source = node.field('source');
  const specifier = source && stringText(source.text);
  const clause = node.named.find(({ type }) => type === 'import_clause');
  if (specifier === undefined || !clause) return;
  const module = libraryOf(specifier);
  for (const part of clause.named) {
    if (part.type === 'identifier') bind(frame, node, part.text, module);
    else if (part.type === 'namespace_import' && part.named[0]) bind(frame, node, part.named[0].text, module);
    else if (part.type === 'named_imports') {
      for (const item of part.named) {
        const name = item.field('name')?.text;
        const alias = item.field('alias')?.text ?? name;
        if (name !== undefined && alias !== undefined) bind(frame, node, alias, `${module}.${name}`);
      }
    }
  }
}

function bind(frame: Frame, node: SyntaxNode, name: string, path: string): void {
  frame.bind(name, { kind: 'library', path });
  frame.session.imports.push({ name, path, whole: undefined, node });
}
