// Attributes that are set by their names.
import { textOf } from '../../../terms/text.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { dottedName } from './names.ts';

/** self.register_buffer('mask', m) */
export function setAttribute(frame: Frame, object: SyntaxNode, { all: [named, value] }: Arguments): void {
  const [path, name] = [dottedName(object), named && textOf(named.value.term)];
  if (path !== undefined && name !== undefined && value) {
    frame.bind(`${path}.${name}`, { kind: 'value', occurrence: value.value });
  }
}
