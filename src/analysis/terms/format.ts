import type { FormatName } from '../../kernels/index.ts';
import { multiplied } from './innerProduct.ts';
import { callOfValue, stepOfLayers, type OpaqueTerm, type Term } from './term.ts';
import { operandsOf } from './walk.ts';

/** Widest first: of two formats in one operation the wider one is the result's. */
const widths: readonly FormatName[] = ['float64', 'float32', 'bfloat16', 'float16'];

/** The format that a term says it has, through casts; undefined where nothing in it says so. */
export function declaredFormat(term: Term, known = new Map<Term, FormatName | undefined>()): FormatName | undefined {
  if (known.has(term)) return known.get(term);
  known.set(term, undefined);
  const found = find(term, known);
  known.set(term, found);
  return found;
}

function find(term: Term, known: Map<Term, FormatName | undefined>): FormatName | undefined {
  switch (term.kind) {
    case 'cast':
      return term.format === 'integer' ? undefined : term.format;
    case 'opaque':
      return widest(multiplied(term) ?? calledWith(term), known);
    case 'variable':
    case 'constant':
      return undefined;
    case 'where':
      return widest([term.yes, term.no], known);
    case 'gather':
    case 'reduce':
      return declaredFormat(term.operand, known);
    default:
      return widest(operandsOf(term), known);
  }
}

/** What a value that is called, a layer, is given alone: it has the format of its weights, which is that of its result. */
function calledWith({ key, operands }: OpaqueTerm): readonly Term[] {
  const [called, given, ...others] = operands;
  const isLayer = key === callOfValue || key.startsWith(stepOfLayers);
  return isLayer && called && given && others.length === 0 ? [given] : [];
}

function widest(terms: readonly Term[], known: Map<Term, FormatName | undefined>): FormatName | undefined {
  const formats = terms.map((term) => declaredFormat(term, known));
  return widths.find((format) => formats.includes(format));
}
