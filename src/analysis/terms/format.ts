import type { FormatName } from '../../kernels/index.ts';
import { isStored } from './gathers.ts';
import { multiplied } from './innerProduct.ts';
import { callOfValue, stepOfLayers, type OpaqueTerm, type Term, type WhereTerm } from './term.ts';
import { operandsOf } from './walk.ts';

/** Widest first: of two formats in one operation the wider one is the result's. */
const widths: readonly FormatName[] = ['float64', 'float32', 'bfloat16', 'float16'];

/** What is left in an attribute, or carried by a loop; see Lowering. */
type ValuesOf = (term: Term) => readonly Term[];

interface Search {
  readonly known: Map<Term, FormatName | undefined>;
  readonly valuesOf: ValuesOf;
  /** Whether functions are of single numbers, and give doubles whatever they are given. */
  readonly ofNumbers: boolean;
}

/** The format that a term says it has, through casts; undefined where nothing in it says so. */
export function declaredFormat(term: Term, valuesOf: ValuesOf = () => []): FormatName | undefined {
  return formatOf(term, { known: new Map(), valuesOf, ofNumbers: false });
}

/** The format of a value that functions of single numbers compute, such as those of JavaScript: that of arrays which keep it. */
export function keptFormat(term: Term): FormatName | undefined {
  return formatOf(term, { known: new Map(), valuesOf: () => [], ofNumbers: true });
}

/** Functions whose values have the format of what they are taken of, also where others give doubles. */
const keeping: ReadonlySet<string> = new Set([
  'neg',
  'abs',
  'sign',
  'relu',
  'floor',
  'ceil',
  'round',
  'finite',
  'detach',
]);

/** The key of an array of one number, of a format that is told if it is known. */
export function fullKey(value: number, format: FormatName | undefined): string {
  return format ? `full ${value} ${format}` : `full ${value}`;
}

/** What the key of a value ends with that is made in a format: np.empty(n, np.float32). */
export function madeAs(format: FormatName | 'integer' | undefined): string {
  return format && format !== 'integer' ? ` as ${format}` : '';
}

function formatOf(term: Term, search: Search): FormatName | undefined {
  const { known } = search;
  if (known.has(term)) return known.get(term);
  known.set(term, undefined);
  const found = find(term, search);
  known.set(term, found);
  return found;
}

function find(term: Term, search: Search): FormatName | undefined {
  switch (term.kind) {
    case 'cast':
      return term.format === 'integer' ? undefined : term.format;
    case 'opaque':
      return formatInKey(term.key) ?? widest(multiplied(term) ?? calledWith(term), search) ?? ofKept(term, search);
    case 'variable':
      return term.role === 'loop' ? ofKept(term, search) : undefined;
    case 'constant':
      return undefined;
    case 'where':
      return isStored(term.condition) ? ofFilled(term, search) : widest([term.yes, term.no], search);
    case 'map':
      return search.ofNumbers && !keeping.has(term.name) ? undefined : formatOf(term.operand, search);
    case 'gather':
    case 'reduce':
      return formatOf(term.operand, search);
    default:
      return widest(operandsOf(term), search);
  }
}

/** See fullKey and madeAs. */
function formatInKey(key: string): FormatName | undefined {
  const [, format] = /^full \S+ (\w+)$/.exec(key) ?? / as (\w+)$/.exec(key) ?? [];
  return widths.find((name) => name === format);
}

/** The format that all values have which an attribute is given; elements that are stored to it leave it what it is. */
function ofKept(kept: Term, search: Search): FormatName | undefined {
  const given = search.valuesOf(kept).filter((value) => storedTo(value) !== kept);
  const formats = new Set(given.map((value) => formatOf(value, search)));
  return formats.size === 1 ? [...formats][0] : undefined;
}

/** What is stored to an array takes on its format, that which a library has for it where none is said. */
function ofFilled(term: WhereTerm, search: Search): FormatName | undefined {
  const own = formatOf(term.no, search);
  const isMade = storedTo(term).kind === 'opaque';
  return own ?? (isMade ? undefined : formatOf(term.yes, search));
}

function storedTo(term: Term): Term {
  return term.kind === 'where' && isStored(term.condition) ? storedTo(term.no) : term;
}

/** What a value that is called, a layer, is given alone: it has the format of its weights, which is that of its result. */
function calledWith({ key, operands }: OpaqueTerm): readonly Term[] {
  const [called, given, ...others] = operands;
  const isLayer = key === callOfValue || key.startsWith(stepOfLayers);
  return isLayer && called && given && others.length === 0 ? [given] : [];
}

function widest(terms: readonly Term[], search: Search): FormatName | undefined {
  const formats = terms.map((term) => formatOf(term, search));
  return widths.find((format) => formats.includes(format));
}
