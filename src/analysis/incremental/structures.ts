// What terms and places are, as numbers that do not depend on a store: equal numbers, equal in every respect but their place.
import type { Occurrence } from '../terms/occurrence.ts';
import type { Term } from '../terms/term.ts';
import { libraryOf } from '../languages/shared/lower/frame.ts';

/** A number for each text that was met, for all versions of a document. */
export class Structures {
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.numbers.size;
  }

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(text, number);
    return number;
  }
}

/** Places that lead to one another are not followed further than this: what is beyond is taken for another one. */
const maxDepth = 1000;

const families = new WeakMap<object, number>();
let familyCount = 0;

/** The terms and places of one version. */
export class Spelling {
  private readonly terms = new Map<Term, number>();
  private readonly places = new Map<Occurrence, number>();

  /** @param textOf - what is written at a place */
  constructor(
    private readonly structures: Structures,
    private readonly textOf: (place: Occurrence) => string,
  ) {}

  ofText(text: string): number {
    return this.structures.numberOf(text);
  }

  /** A number that is of this alone. */
  ofNothingElse(): number {
    return this.structures.numberOf(`alone ${this.structures.size}`);
  }

  ofTerm(term: Term): number {
    const known = this.terms.get(term);
    if (known !== undefined) return known;
    const fields: string[] = [];
    for (const [name, value] of Object.entries(term)) {
      if (name !== 'id' && name !== 'depth' && name !== 'size') fields.push(`${name} ${this.spelled(value)}`);
    }
    const number = this.structures.numberOf(fields.join(' '));
    this.terms.set(term, number);
    return number;
  }

  /** What stands there, and all that leads to it. */
  ofPlace(place: Occurrence, depth = 0): number {
    const known = this.places.get(place);
    if (known !== undefined) return known;
    if (depth > maxDepth) return this.ofNothingElse();
    this.places.set(place, -1); // where a place leads to itself
    const { term, form, scope, own, usualFormat, behaviour, ofLanguage, operands } = place;
    const number = this.structures.numberOf(
      [
        this.ofTerm(term),
        form,
        own,
        usualFormat,
        ofLanguage,
        this.spelled(behaviour),
        familyNumber(libraryOf(place)),
        JSON.stringify([scope, this.textOf(place)]),
        ...operands.map((operand) => this.ofPlace(operand, depth + 1)),
      ].join(' '),
    );
    this.places.set(place, number);
    return number;
  }

  private spelled(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
    if (Array.isArray(value)) return `[${value.map((each) => this.spelled(each)).join(' ')}]`;
    if (isTerm(value)) return `#${this.ofTerm(value)}`;
    return `{${Object.entries(value)
      .map(([name, each]) => `${name} ${this.spelled(each)}`)
      .join(' ')}}`;
  }
}

function isTerm(value: object): value is Term {
  return 'kind' in value && 'id' in value && 'depth' in value;
}

function familyNumber(family: object | undefined): number {
  if (!family) return -1;
  let number = families.get(family);
  if (number === undefined) families.set(family, (number = familyCount++));
  return number;
}
