import type { ShapeChange, Term } from './term.ts';

/**
 * A change of shape in a text: equal texts, equal changes.
 * @param tell - what stands for a value that the shape was given as
 */
export function shapeKey(change: ShapeChange, tell: (term: Term) => string): string {
  switch (change.to) {
    case 'insert':
      return `insert ${typeof change.at === 'number' ? change.at : tell(change.at)}`;
    case 'swap':
      return `swap ${change.axes.join(' ')}`;
    case 'column':
    case 'row':
    case 'broadcast':
    case 'other':
      return `${change.to} ${change.operands.map(tell).join(',')} ${JSON.stringify(change.key)}`;
    default:
      return change.to;
  }
}
