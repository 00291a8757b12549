import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { stringText } from './literals.ts';
import { defaultOf, modulePath } from './specifiers.ts';

/** import * as tf from '…', import { exp as e } from '…', import d from '…', import r = require('…') */
export function lowerImport(frame: Frame, node: SyntaxNode): void {
  const required = node.named.find(({ type }) => type === 'import_require_clause');
  const source = (required ?? node).field('source');
  const specifier = source && stringText(source.text);
  const clause = required ?? node.named.find(({ type }) => type === 'import_clause');
  if (specifier === undefined || !clause) return;
  const module = modulePath(frame, specifier);
  const names: string[] = [];
  for (const part of clause.named) {
    if (part.type === 'identifier' && required) bind(frame, node, part.text, module);
    else if (part.type === 'identifier') {
      names.push('default');
      bind(frame, node, part.text, defaultOf(frame, specifier));
    } else if (part.type === 'namespace_import' && part.named[0]) bind(frame, node, part.named[0].text, module);
    else if (part.type === 'named_imports') {
      for (const item of part.named) {
        const name = item.field('name')?.text;
        const alias = item.field('alias')?.text ?? name;
        if (name === undefined || alias === undefined) continue;
        names.push(name);
        bind(frame, node, alias, name === 'default' ? defaultOf(frame, specifier) : `${module}.${name}`);
      }
    }
  }
  frame.session.modules.want(module, names);
}

function bind(frame: Frame, node: SyntaxNode, name: string, path: string): void {
  frame.bind(name, { kind: 'library', path });
  if (frame.own) frame.session.imports.push({ name, path, whole: undefined, node });
}
