// Terms in one line, for tests that compare what was followed: softmax[1](x), sum[0 keep](exp(x)), ?(x) for the opaque.
import type { Axis, Term } from '../../../../src/analysis/terms/term.ts';
import { axisKey } from '../../../../src/analysis/terms/axis.ts';

function axis(of: Axis, keepdims: boolean | 'unknown' = false): string {
  const words = of.kind === 'symbolic' ? notation(of.term) : axisKey(of);
  return `[${words}${keepdims === true ? ' keep' : keepdims === 'unknown' ? ' keep?' : ''}]`;
}

export function notation(term: Term): string {
  const list = (terms: readonly Term[]) => terms.map(notation).join(', ');
  switch (term.kind) {
    case 'variable':
      return term.name;
    case 'constant':
      return String(term.value);
    case 'element':
      return `each(${notation(term.of)})`;
    case 'opaque':
      return term.key.startsWith('attribute ') && term.operands.length === 1
        ? `${notation(term.operands[0]!)}.${term.key.slice('attribute '.length)}`
        : `?(${list(term.operands)})`;
    case 'map':
      return `${term.name}(${notation(term.operand)})`;
    case 'binary':
      return `${term.name}(${list([term.left, term.right])})`;
    case 'where':
      return `where(${list([term.condition, term.yes, term.no])})`;
    case 'reduce':
      return `${term.name}${axis(term.axis, term.keepdims)}(${notation(term.operand)})`;
    case 'reshape':
      return `${term.change.to}(${notation(term.operand)})`;
    case 'gather':
      return `pick ${term.key}(${list([term.operand, ...term.indices])})`;
    case 'stack':
      return `[${list(term.items)}]`;
    case 'cast':
      return `${term.format}(${notation(term.operand)})`;
    case 'library':
      return `${term.name}${axis(term.axis)}(${list([term.operand, ...term.others])})`;
    case 'refined':
      return `within ${term.range.low} ${term.range.high}(${notation(term.operand)})`;
    case 'join':
      return `join(${list(term.items)})`;
  }
}
