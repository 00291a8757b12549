// How the code that is there goes through an array, and a copy of what may be none.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { isOlder } from './older.ts';
import { onlyOfArrays } from './sequences.ts';

/** What shows how something can be gone through: by its methods, by a copy of its elements or values, or in another way that leaves it as it is. */
type Shown = 'methods' | 'values' | 'entries' | 'copied' | 'gone through';

/**
 * Code of an array with the elements of what some code gives, which is not known to be one; undefined where that is shown by what is
 * done with it.
 */
export function copyOf(at: Occurrence, term: Term, code: string, place: SyntaxNode): string | undefined {
  const shown = new Set<Shown>();
  for (const each of upstream(at)) {
    const node = each.term === term ? syntaxOf(each) : undefined;
    const found = node && shownBy(node);
    if (found) shown.add(found);
  }
  if (shown.has('values')) return `Object.values(${code})`;
  if (shown.has('entries')) return `Array.from(${code}.values())`;
  if (!shown.has('copied') && shown.has('methods')) return undefined;
  if (shown.size === 0) throw new Withheld('it may be no array');
  return isOlder(place) ? `Array.prototype.slice.call(${code})` : `Array.from(${code})`;
}

const names = /^(?:identifier|member_expression|subscript_expression)$/;

function shownBy(name: SyntaxNode): Shown | undefined {
  if (!names.test(name.type)) return undefined;
  let node = name;
  while (/^(?:parenthesized|non_null|as)_expression$/.test(node.parent?.type ?? '')) node = node.parent!;
  const { parent } = node;
  if (!parent) return undefined;
  switch (parent.type) {
    case 'member_expression':
      return parent.field('object')?.start === node.start ? byProperty(parent) : undefined;
    case 'subscript_expression':
      return parent.field('object')?.start === node.start ? 'gone through' : undefined;
    case 'spread_element':
      return parent.parent?.type === 'array' ? 'copied' : 'gone through';
    case 'for_in_statement':
      return parent.field('operator')?.text === 'of' ? 'gone through' : undefined;
    case 'arguments':
      return byFunction(parent.parent?.field('function'));
    default:
      return undefined;
  }
}

function byProperty(member: SyntaxNode): Shown | undefined {
  const name = member.field('property')?.text ?? '';
  if (name === 'length') return 'gone through';
  const isCalled = member.parent?.type === 'call_expression' && member.parent.field('function')?.start === member.start;
  if (!isCalled) return undefined;
  if (name === 'values' || name === 'entries') return 'entries';
  return onlyOfArrays.test(name) ? 'methods' : undefined;
}

function byFunction(callee: SyntaxNode | undefined): Shown | undefined {
  const [object, name] = [callee?.field('object')?.text ?? '', callee?.field('property')?.text ?? ''];
  if (object === 'Object') return /^(?:values|keys|entries)$/.test(name) ? 'values' : undefined;
  return name === 'from' && /Array$/.test(object) ? 'copied' : undefined;
}
