import type { SyntaxNode } from '../../syntax.ts';

/** Code that is worth no name of its own when it is written twice: names, elements, and arithmetic on them. */
const cheap = new Set([
  ...['identifier', 'attribute', 'subscript', 'slice', 'integer', 'float', 'none', 'ellipsis', 'string'],
  ...[
    'binary_operator',
    'unary_operator',
    'parenthesized_expression',
    'tuple',
    'string_start',
    'string_content',
    'string_end',
  ],
]);

export function isCheap(node: SyntaxNode): boolean {
  if (/[\r\n]/.test(node.text) || node.field('operator')?.text === '@') return false;
  return cheap.has(node.type) && node.named.every(isCheap);
}

/** The wish, or the wish with a number, whichever the texts do not hold yet. */
export function freshName(wish: string, texts: Iterable<string>): string {
  const all = [...texts];
  for (let n = 1; ; n++) {
    const name = n === 1 ? wish : `${wish}_${n}`;
    if (!all.some((text) => new RegExp(`\\b${name}\\b`).test(text))) return name;
  }
}
