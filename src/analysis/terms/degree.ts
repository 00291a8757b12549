// By which power of a number a value grows when some values are multiplied by that number, wherever rounds of loops carry them.
import type { Term } from './term.ts';
import { subterms } from './walk.ts';

/** What is known of the values that are multiplied. */
export interface Scaled {
  /** Values that are multiplied by the same number. */
  readonly wholes: ReadonlySet<Term>;
  /** What a name at the head of a loop is before it and after a round. */
  readonly valuesOf: (term: Term) => readonly Term[];
}

/** Of 0, which is that of any power. */
const any = 'any';
type Degree = number | typeof any;

/** Whether two values have the same order whatever positive number some others are multiplied by; not of what is not told. */
export function areOfOneDegree(left: Term, right: Term, scaled: Scaled): boolean {
  const degrees = new Degrees(scaled);
  return common([degrees.of(left), degrees.of(right)]) !== undefined;
}

/** Whether a value is made of some others, rounds before included. */
export function isMadeOf(term: Term, scaled: Scaled): boolean {
  return [term, ...headsOf(term, scaled).flatMap((head) => scaled.valuesOf(head))].some((root) =>
    [...subterms(root)].some((part) => scaled.wholes.has(part)),
  );
}

/** The names at the heads of loops that a value is made of, and those that these are made of. */
export function headsOf(term: Term, { valuesOf }: Scaled): readonly Term[] {
  const heads = new Set([...subterms(term)].filter(isHead));
  for (const head of heads) {
    for (const value of valuesOf(head)) for (const part of subterms(value)) if (isHead(part)) heads.add(part);
  }
  return [...heads];
}

class Degrees {
  /** Of names at the heads of loops: while one is looked at, what it is taken to be. */
  private heads = new Map<Term, Degree>();

  constructor(private readonly scaled: Scaled) {}

  of(term: Term): Degree | undefined {
    const { wholes } = this.scaled;
    if (wholes.has(term)) return 1;
    if (isHead(term)) return this.ofHead(term);
    if (!isMadeOf(term, this.scaled)) return term.kind === 'constant' && term.value === 0 ? any : 0;
    switch (term.kind) {
      case 'cast':
      case 'refined':
      case 'reshape':
        return this.of(term.operand);
      case 'element':
        return this.of(term.of);
      case 'gather':
        return term.indices.some((index) => isMadeOf(index, this.scaled)) ? undefined : this.of(term.operand);
      case 'map':
        return term.name === 'neg' || term.name === 'abs' ? this.of(term.operand) : undefined;
      case 'reduce':
        return term.name === 'sum' || term.name === 'mean' || term.name === 'max' ? this.of(term.operand) : undefined;
      case 'join':
        return common(term.items.map((item) => this.of(item)));
      case 'where':
        return isMadeOf(term.condition, this.scaled) ? undefined : common([this.of(term.yes), this.of(term.no)]);
      case 'binary':
        return this.ofTwo(term.name, this.of(term.left), this.of(term.right));
      default:
        return undefined;
    }
  }

  private ofTwo(name: string, left: Degree | undefined, right: Degree | undefined): Degree | undefined {
    switch (name) {
      case 'add':
      case 'subtract':
      case 'maximum':
      case 'minimum':
        return common([left, right]);
      case 'multiply':
        if (left === undefined || right === undefined) return undefined;
        return left === any || right === any ? any : left + right;
      case 'divide':
        if (left === undefined || right === undefined || right === any) return undefined;
        return left === any ? any : left - right;
      default:
        return undefined;
    }
  }

  /** It has the degree of what it begins with, if every round leaves it one of that. */
  private ofHead(head: Term): Degree | undefined {
    const known = this.heads.get(head);
    if (known !== undefined) return known;
    const values = this.scaled.valuesOf(head);
    if (values.length === 0) return undefined;
    const before = this.heads;
    for (const taken of [1, 0]) {
      this.heads = new Map([...before, [head, taken]]);
      if (common([taken, ...values.map((value) => this.of(value))]) === taken) return taken;
    }
    this.heads = before;
    return undefined;
  }
}

function isHead(term: Term): boolean {
  return term.kind === 'variable' && term.role === 'loop';
}

function common(degrees: readonly (Degree | undefined)[]): Degree | undefined {
  if (degrees.includes(undefined)) return undefined;
  const told = [...new Set(degrees.filter((degree) => degree !== any))];
  return told.length > 1 ? undefined : (told[0] ?? any);
}
