// Values of arrays, written out by the methods of arrays: what is computed of each element stands in a callback.
import { pickOne } from '../../../terms/gathers.ts';
import type { ReduceTerm, Term } from '../../../terms/term.ts';
import { operandsOf, subterms } from '../../../terms/walk.ts';
import { hasKeys } from '../lower/elements.ts';
import { callbackOf, carriedName, requireThere } from './callbacks.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { elementTaken } from './conversions.ts';
import { taken } from './taken.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Writes a value, given what writes its parts. */
export type Spell = (words: Vocabulary, term: Term, part: (operand: Term) => Piece) => Piece;

/** What is written of an array's elements: names of callbacks, or of one element, its place in brackets. */
type Leaf = (array: Term, name: string) => Piece;

/** How a value is written whose code is not there. */
export class Arrays {
  constructor(
    private readonly words: Vocabulary,
    private readonly spell: (term: Term) => Piece,
    private readonly anew: Spell,
  ) {}

  /** Whether a value has elements that are computed of those of an array. */
  isArray(term: Term): boolean {
    if (this.words.hasElements(term)) return true;
    const isElementwise = term.kind === 'map' || term.kind === 'binary' || term.kind === 'cast';
    return isElementwise && operandsOf(term).some((operand) => this.isArray(operand));
  }

  /** x.map((v) => …) */
  mapped(term: Term): Piece {
    const { array, base, body, element } = this.ofEach(term, true);
    requireThere(this.words, base);
    const made = this.words.classToMake(array, base, term);
    const callback = callbackOf(this.words, element, body.text, base);
    const text = made === undefined ? `${base}.map(${callback})` : `${made}.from(${base}, ${callback})`;
    return { text, binding: binding.atom };
  }

  /** x.reduce((sum, v) => sum + …, 0) */
  reduced({ name, operand, axis, keepdims }: ReduceTerm): Piece {
    const [only, ...more] = axis.kind === 'known' ? axis.axes : [undefined];
    const isWhole = (only === 0 || only === -1) && more.length === 0 && keepdims === false;
    if (!isWhole || !this.isArray(operand)) throw new Withheld('a sum over an array is not written anew');
    if (name === 'logsumexp') throw new Withheld(undefined); /* the language has no such function */
    const { base, body, element, isMade } = this.ofEach(operand);
    requireThere(this.words, base);
    const carried = this.words.names.freshParameter(name === 'sum' ? 'sum' : 'a', this.words.node);
    const [next, start] = {
      sum: [`${carried} + ${inside(body, binding.tight)}`, '0'],
      max: [`Math.max(${carried}, ${body.text})`, '-Infinity'],
      min: [`Math.min(${carried}, ${body.text})`, 'Infinity'],
    }[name as string] ?? [undefined, ''];
    if (next === undefined) throw new Withheld('a sum over an array is not written anew');
    return {
      text: `${base}.reduce(${callbackOf(this.words, `${carriedName(this.words, carried, isMade, base)}, ${element}`, next, base)}, ${start})`,
      binding: binding.atom,
    };
  }

  /** x[i] of an array that is not written out: what is computed of that element. */
  picked(term: Extract<Term, { kind: 'gather' }>): Piece {
    const [index, ...more] = term.indices;
    if (term.key !== pickOne || !index || more.length > 0 || !this.isArray(term.operand)) {
      throw new Withheld('a part of the new code is not written out here');
    }
    const place = this.spell(index).text;
    // From the end, as p.at(-1): there is nothing at [-1].
    const isFromEnd = index.kind === 'constant' && index.value < 0;
    return this.elementBy(term.operand, isFromEnd ? `.at(${place})` : `[${place}]`);
  }

  /** What is computed of the element at some place. */
  at(term: Term, place: string): Piece {
    return this.elementBy(term, `[${place}]`);
  }

  private elementBy(term: Term, code: string): Piece {
    return this.element(term, (_, name) => taken(this.words.node, name, code));
  }

  /** @param isAnew - whether a name that holds the array already is not to be used */
  private ofEach(
    term: Term,
    isAnew = false,
  ): {
    readonly array: Term;
    readonly base: string;
    readonly body: Piece;
    readonly element: string;
    readonly isMade: boolean;
  } {
    const element = this.words.names.freshParameter('v', this.words.node);
    let isMade = false;
    let source: { readonly array: Term; readonly name: string } | undefined;
    const leaf: Leaf = (array, name) => {
      source ??= { array, name };
      if (source.array !== array) throw new Withheld('elements of several arrays are not written together');
      const piece = elementTaken(this.words.task.session, array, element);
      isMade ||= piece.text !== element;
      return piece;
    };
    const body = isAnew ? this.elementAnew(term, leaf) : this.element(term, leaf);
    if (!source) throw new Withheld('a sum over an array is not written anew');
    const base = this.words.arrayFor(source.array, source.name);
    return { array: source.array, base, body, element, isMade };
  }

  /** What is computed of one element of an array. */
  private element(term: Term, leaf: Leaf): Piece {
    if (!this.isArray(term)) return this.scalar(term);
    if (hasKeys(term)) throw new Withheld('its values have keys, and no indices');
    const name = this.words.held(term) ?? (this.words.isToBeNamed(term) ? this.spell(term).text : undefined);
    if (name !== undefined && /^[\w$.]+$/.test(name)) return leaf(term, name);
    return this.elementAnew(term, leaf);
  }

  private elementAnew(term: Term, leaf: Leaf): Piece {
    if (hasKeys(term)) throw new Withheld('its values have keys, and no indices');
    const isOpen = term.kind === 'map' || term.kind === 'binary' || term.kind === 'cast';
    if (!isOpen || !this.isOfNamed(term) || this.words.isCalled(term)) {
      const code = this.words.codeOf(term);
      if (code !== undefined) return leaf(term, code);
      if (!isOpen || this.words.isCalled(term)) throw new Withheld('the array would be computed twice');
    }
    if (term.kind === 'cast') return this.element(term.operand, leaf);
    return this.anew(this.words, term, (operand) => this.element(operand, leaf));
  }

  /** Whether the elements of an array with a name are among those that one of a value is computed from. */
  private isOfNamed(term: Term): boolean {
    if (this.words.held(term) !== undefined || this.words.isToBeNamed(term)) return true;
    const isElementwise = term.kind === 'map' || term.kind === 'binary' || term.kind === 'cast';
    return isElementwise && operandsOf(term).some((operand) => this.isArray(operand) && this.isOfNamed(operand));
  }

  /** A number that is the same for every element: one that goes through an array is computed before. */
  private scalar(term: Term): Piece {
    const there = this.words.ofReceiver(term);
    if (there) return there;
    const isCostly = [...subterms(term)].some(({ kind }) => kind === 'reduce');
    const name = this.words.held(term);
    if (!isCostly) return this.spell(term);
    if (name !== undefined) return { text: name, binding: binding.atom };
    return this.words.given(term, wishFor(term), () => this.spell(term).text);
  }
}

/** x[0], of an array that a name holds; undefined of anything else. */
export function elementOfNamed(words: Vocabulary, term: Term): Piece | undefined {
  if (term.kind !== 'gather' || term.key !== pickOne || hasKeys(term.operand)) return undefined;
  const [index, ...more] = term.indices;
  if (index?.kind !== 'constant' || index.value < 0 || more.length > 0) return undefined;
  const name = words.held(term.operand);
  if (name === undefined || !/^[\w$.]+$/.test(name)) return undefined;
  return taken(words.node, name, `[${index.value}]`);
}

function wishFor(term: Term): string {
  if (term.kind === 'reduce') return term.name;
  return term.kind === 'map' && term.operand.kind === 'reduce'
    ? `${term.name}Of${capital(term.operand.name)}`
    : 'total';
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
