// What kind of array some code gives, as far as the text shows it: `map` of an array of numbers rounds to what that holds.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { formatOfClass, isArrayClass } from '../libraries/arrayClasses.ts';
import { bareText } from '../lower/bareText.ts';
import { declaredAt } from './sequences.ts';

/** Methods that give an array of the kind that they are called on. */
const keeping = /^(?:map|filter|slice|fill|sort|reverse|subarray|toSorted|toReversed|with|concat)$/;
const plain = /^(?:flat|flatMap|split|splice)$/;

/**
 * The class of the array that some code gives; undefined where that is not told.
 * @param at - where a value is computed from it: what leads there says what functions that are called give
 */
export function classOfArray(code: SyntaxNode, at: Occurrence, steps = 0): string | undefined {
  const inner = code.named[0];
  if (steps > 20) return undefined;
  const next = (node: SyntaxNode | undefined) => (node ? classOfArray(node, at, steps + 1) : undefined);
  switch (code.type) {
    case 'array':
      return 'Array';
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'satisfies_expression':
      return next(inner);
    case 'as_expression':
      return classOfType(code.named[1]) ?? next(inner);
    case 'new_expression':
      return known(code.field('constructor')?.text);
    case 'call_expression':
      return ofCall(code, at, next);
    case 'identifier': {
      const declared = declaredAt(code.text, code);
      return classOfType(declared?.type) ?? next(declared?.value);
    }
    default:
      return undefined;
  }
}

/** Whether an array of a class holds numbers that the class rounds. */
export function isRounding(name: string | undefined): boolean {
  return name !== undefined && formatOfClass(name) !== undefined;
}

function known(name: string | undefined): string | undefined {
  return name !== undefined && isArrayClass(name) ? name : undefined;
}

/** number[], readonly number[], Float32Array */
function classOfType(type: SyntaxNode | undefined): string | undefined {
  const text =
    type &&
    bareText(type)
      .replace(/^:/, '')
      .replace(/^readonly/, '');
  if (text === undefined || /[|&]/.test(text)) return undefined;
  if (/\[\]$|^\[.*\]$|^(?:Readonly)?Array</.test(text)) return 'Array';
  return known(/^\w+/.exec(text)?.[0]);
}

function ofCall(
  call: SyntaxNode,
  at: Occurrence,
  next: (node: SyntaxNode | undefined) => string | undefined,
): string | undefined {
  const callee = call.field('function');
  const [object, name] = [callee?.field('object'), callee?.field('property')?.text ?? ''];
  if (object && /^(?:from|of)$/.test(name) && known(object.text)) return object.text;
  if (object?.text === 'Object') return 'Array';
  if (object && plain.test(name)) return 'Array';
  if (object && keeping.test(name)) return next(object);
  for (const place of upstream(at)) {
    const node = place.form === 'inlined' ? syntaxOf(place) : undefined;
    if (node?.source === call.source && node.start === call.start && node.end === call.end)
      return next(place.operands[0] && syntaxOf(place.operands[0]));
  }
  return undefined;
}
