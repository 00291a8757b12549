import { axisKey } from './axis.ts';
import { shapeKey } from './shapeKey.ts';
import type { Axis, Term } from './term.ts';
import { operandsOf } from './walk.ts';

/**
 * What some terms are, as a text that does not depend on their store: equal texts, equal values. Variables are told apart
 * by what they are called, whatever scope they are of.
 */
export function structureOf(roots: readonly Term[]): string {
  const numbers = new Map<Term, number>();
  const lines: string[] = [];
  const number = (term: Term): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    const operands = operandsOf(term).map(number);
    const own = numbers.size;
    numbers.set(term, own);
    lines.push(`${describe(term)} ${operands.join(' ')}`);
    return own;
  };
  const ends = roots.map(number);
  return `${lines.join('\n')}\n${ends.join(' ')}`;
}

/** A term but for its operands. */
function describe(term: Term): string {
  switch (term.kind) {
    case 'variable':
      return `variable ${term.role} ${term.name}`;
    case 'element':
      return `element ${term.nesting}`;
    case 'constant':
      return `constant ${Object.is(term.value, -0) ? '-0' : term.value}`;
    case 'opaque':
      return `opaque ${JSON.stringify(term.key)} ${term.pure} ${term.range?.low} ${term.range?.high} ${term.says}`;
    case 'map':
    case 'binary':
      return `${term.kind} ${term.name}`;
    case 'reduce':
      return `reduce ${term.name} ${axisOf(term.axis)} ${term.keepdims}`;
    case 'library':
      return `library ${term.name} ${axisOf(term.axis)} ${term.others.length}`;
    case 'reshape':
      return `reshape ${shapeKey(term.change, () => 'at')}`;
    case 'gather':
      return `gather ${JSON.stringify(term.key)}`;
    case 'cast':
      return `cast ${term.format}`;
    case 'refined':
      return `refined ${term.range.low} ${term.range.high}`;
    case 'where':
    case 'stack':
    case 'join':
      return term.kind;
  }
}

function axisOf(axis: Axis): string {
  return axis.kind === 'symbolic' ? 'symbolic' : axisKey(axis);
}
