// Functions are bound before the statements around them run.
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { define } from './functions.ts';

export function isFunctionDeclaration({ type }: SyntaxNode): boolean {
  return type === 'function_declaration' || type === 'generator_function_declaration';
}

/** Binds the functions that the statements of a block declare, exported ones too. */
export function hoist(frame: Frame, block: SyntaxNode): void {
  for (const statement of block.named) {
    const inner = statement.type === 'export_statement' ? statement.field('declaration') : statement;
    if (!inner || !isFunctionDeclaration(inner)) continue;
    const name = inner.field('name')?.text ?? '';
    frame.bind(name, { kind: 'function', definition: define(frame, inner, name) });
  }
}
