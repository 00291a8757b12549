// Elements of arrays by their place, as a text reads them: TypeScript may ask it to say that there is one (noUncheckedIndexedAccess).
import type { SyntaxNode } from '../../syntax.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';

const asserted = /[\w$)\]]\]!(?![=.[])|\]![.[]/;
const defaulted = /\]\s*\?\?/;
const typed = /:\s*(?:readonly\s+)?(?:number|Float(?:32|64)Array)\b/;

/**
 * x[i], x[i]! or (x[i] ?? -Infinity): where there is no logit, the probability is 0. A default that it is read with stays.
 * @param code - "[i]", ".at(-1)"
 */
export function taken(node: SyntaxNode, array: string, code: string): Piece {
  const { text } = node.source;
  const read = `${array}${code}`;
  const usual = new RegExp(String.raw`${read.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\s*\?\?\s*([-\w.]+)`).exec(
    text,
  )?.[1];
  if (usual !== undefined && !defaulted.test(node.text))
    return { text: `(${read} ?? ${usual})`, binding: binding.atom };
  if (asserted.test(text)) return { text: `${read}!`, binding: binding.atom };
  const isDefaulted = defaulted.test(text) && typed.test(text);
  if (isDefaulted) return { text: `(${read} ?? -Infinity)`, binding: binding.atom };
  return { text: read, binding: binding.atom };
}
