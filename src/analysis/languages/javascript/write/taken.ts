// Elements of arrays by their place, as a text reads them: TypeScript may ask it to say that there is one (noUncheckedIndexedAccess).
import type { SyntaxNode } from '../../syntax.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';

const asserted = /[\w$)\]]\]!(?![=.[])|\]![.[]/;
const defaulted = /\]\s*\?\?/;
const typed = /:\s*(?:readonly\s+)?(?:number|Float(?:32|64)Array)\b/;

/**
 * x[i], x[i]! or (x[i] ?? -Infinity): where there is no logit, the probability is 0.
 * @param code - "[i]", ".at(-1)"
 */
export function taken({ source: { text } }: SyntaxNode, array: string, code: string): Piece {
  if (asserted.test(text)) return { text: `${array}${code}!`, binding: binding.atom };
  const isDefaulted = defaulted.test(text) && typed.test(text);
  if (isDefaulted) return { text: `(${array}${code} ?? -Infinity)`, binding: binding.atom };
  return { text: array + code, binding: binding.atom };
}
