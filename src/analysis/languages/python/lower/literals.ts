import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';

/** A Python number: 1_000, 1., 1e-9, 0xff, 10L; complex ones are opaque. */
export function number(frame: Frame, text: string): Term {
  const plain = text.replaceAll('_', '').replace(/^0[oO]?(?=[0-7]+$)/, '0o');
  const value = Number(/^0o0*$/.test(plain) ? 0 : plain.replace(/[lL]$/, ''));
  return Number.isNaN(value) ? frame.store.opaque(`number ${text}`) : frame.store.constant(value);
}

export function isNumber(node: SyntaxNode | undefined): node is SyntaxNode {
  return node?.type === 'integer' || node?.type === 'float';
}

/** The text between the quotes of a plain string, or undefined. */
export function stringText(text: string): string | undefined {
  return /^[bBrRuU]*(["'])([^"'\\]*)\1$/.exec(text)?.[2];
}
