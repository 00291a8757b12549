// Arithmetic that all of the languages write alike.
import type { BinaryName } from '../../../terms/term.ts';
import { binding, inside, type Piece } from './piece.ts';

const operators = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const;

/** Two values with an operator between them; undefined where there is none in every language. */
export function arithmetic(name: BinaryName, a: Piece, b: Piece): Piece | undefined {
  switch (name) {
    case 'add':
    case 'subtract': {
      const text = `${inside(a, binding.additive)} ${operators[name]} ${inside(b, binding.tight)}`;
      return { text, binding: binding.additive };
    }
    case 'multiply':
    case 'divide': {
      const text = `${inside(a, binding.tight)} ${operators[name]} ${inside(b, binding.atom)}`;
      return { text, binding: binding.tight };
    }
    case 'power':
      return { text: `${inside(a, binding.atom)} ** ${inside(b, binding.atom)}`, binding: binding.tight };
    default:
      return undefined;
  }
}
