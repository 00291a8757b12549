import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';

/** A number: 1_000, 1e-9, 0xff, .5; a bigint is opaque. */
export function number(frame: Frame, text: string): Term {
  const value = Number(text.replaceAll('_', ''));
  return Number.isNaN(value) ? frame.store.opaque(`number ${text}`) : frame.store.constant(value);
}

export function isNumber(node: SyntaxNode | undefined): node is SyntaxNode {
  return node?.type === 'number';
}

/** The text between the quotes of a plain string, or undefined. */
export function stringText(text: string): string | undefined {
  return /^(["'`])([^"'`\\]*)\1$/.exec(text)?.[2];
}
