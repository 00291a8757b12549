// Which pieces of a document are read while each is lowered, and what each makes of others: an edit is followed by that.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { Binding, FunctionDefinition } from './binding.ts';

/** The number of what stands outside of all functions that are lowered for themselves. */
export const outside = -1;

/** What lowering one piece says of a function of another. */
export type Contribution = { readonly to: number } & (
  | { readonly kind: 'copy'; readonly place: Occurrence }
  | { readonly kind: 'argument'; readonly parameter: Term; readonly value: Term }
  /** It may be called in ways that are not seen, or it is to be lowered for what it calls. */
  | { readonly kind: 'open' | 'telling'; readonly id: string }
);

/** What a method leaves in an attribute of its object. */
export interface Left {
  readonly name: string;
  readonly binding: Binding | undefined;
  /** Whether all that can be done with it is told by its term. */
  readonly isPlain: boolean;
}

/** What is noted of one piece while its functions are lowered for themselves. */
export interface Noted {
  /** Pieces whose functions it calls, and is lowered with copies of. */
  readonly reads: Set<number>;
  /** Pieces with methods that are lowered for themselves for what they leave in attributes that it reads. */
  readonly attributes: Set<number>;
  readonly contributions: Contribution[];
  /** What its methods leave in the attributes of their objects. */
  readonly left: Left[];
  /** Whether it says something that others are lowered by afterwards. */
  isFirst: boolean;
}

/** A place of a document as its cell and the units before it. */
export type PieceAt = (cell: number, offset: number) => number | undefined;

/** What rules ask: what the methods of some pieces leave in an attribute, or what the function of one is called with. */
export interface Question {
  readonly of: 'attribute' | 'parameter';
  readonly pieces: readonly number[];
}

export class Trace {
  readonly pieces = new Map<number, Noted>();
  /** Pieces of which what is found depends on the one that is lowered first: each asks what the other leaves in attributes. */
  readonly entangled = new Set<number>();
  /** Pieces with functions that are lowered whatever calls them, whether they are looked at or not. */
  readonly relevant = new Set<number>();
  private readonly parameters = new Map<Term, number>();
  private readonly stack: number[] = [];
  private readonly asked = new Set<string>();
  private current = this.notedOf(outside);

  /**
   * @param pieceAt - the piece that a place is in
   * @param isAsked - what is done before it is told what methods leave in an attribute, or calls give a parameter
   */
  constructor(
    private readonly pieceAt: PieceAt,
    private readonly isAsked: (question: Question) => void = () => undefined,
  ) {}

  /** Notes that a rule asks what methods leave in an attribute. */
  ask(methods: readonly FunctionDefinition[]): void {
    const pieces = methods.map((method) => this.pieceOf(method)).filter((piece) => piece !== undefined);
    this.isAsked({ of: 'attribute', pieces });
  }

  /** Notes that a rule asks what calls give a parameter. */
  askOf(parameter: Term): void {
    const piece = this.parameters.get(parameter);
    if (piece !== undefined) this.isAsked({ of: 'parameter', pieces: [piece] });
  }

  pieceOf({ node: { source, start } }: FunctionDefinition): number | undefined {
    return source.cell < 0 ? undefined : this.pieceAt(source.cell, start);
  }

  /** Lowers a function for itself: what is noted meanwhile is of its piece. */
  within<T>(definition: FunctionDefinition, lower: () => T): T {
    const piece = this.pieceOf(definition);
    if (piece === undefined) return lower();
    const before = this.current;
    this.stack.push(piece);
    this.current = this.notedOf(piece);
    try {
      return lower();
    } finally {
      this.stack.pop();
      this.current = before;
    }
  }

  /** Notes that a function is to be lowered by its own words. */
  matters(definition: FunctionDefinition): void {
    const piece = this.pieceOf(definition);
    if (piece !== undefined) this.relevant.add(piece);
  }

  /** Notes that a call of a function is followed, or may be. */
  reads(definition: FunctionDefinition): void {
    const piece = this.pieceOf(definition);
    if (piece !== undefined) this.current.reads.add(piece);
  }

  /** Notes that an attribute is asked for; its methods are those that assign it. */
  asks(key: string, methods: readonly FunctionDefinition[]): void {
    for (const method of methods) {
      const piece = this.pieceOf(method);
      if (piece !== undefined) this.current.attributes.add(piece);
    }
    // Who assigns it itself is told nothing of it in any case.
    if (this.asked.has(key) && !methods.some((method) => this.isInnermost(method))) this.entangle();
  }

  /** Tells what an attribute is; asked for in the meantime, it is not known. */
  telling<T>(key: string, tell: () => T): T {
    this.asked.add(key);
    try {
      return tell();
    } finally {
      this.asked.delete(key);
    }
  }

  /** Notes that an attribute is asked for while the method is lowered that assigns it. */
  meets(method: FunctionDefinition): void {
    if (!this.isInnermost(method)) this.entangle();
  }

  /** Notes that what is lowered from now on depends on what is lowered now: it extends a class, or is a derivative. */
  precede(): void {
    this.current.isFirst = true;
  }

  leave(left: readonly Left[]): void {
    this.current.left.push(...left);
  }

  contribute(definition: FunctionDefinition, kind: 'open' | 'telling'): void {
    const to = this.pieceOf(definition);
    if (to !== undefined) this.current.contributions.push({ to, kind, id: definition.id });
  }

  give(definition: FunctionDefinition, parameter: Term, value: Term): void {
    const to = this.pieceOf(definition);
    if (to !== undefined) this.current.contributions.push({ to, kind: 'argument', parameter, value });
  }

  copied(place: Occurrence): void {
    const to = this.pieceAt(place.span.cell, place.span.start);
    if (to !== undefined) this.current.contributions.push({ to, kind: 'copy', place });
  }

  /** Notes whose parameter it is, of a function that is lowered for itself. */
  owns(definition: FunctionDefinition, parameter: Term): void {
    const piece = this.pieceOf(definition);
    if (piece !== undefined) this.parameters.set(parameter, piece);
  }

  private isInnermost(method: FunctionDefinition): boolean {
    return this.stack.at(-1) === this.pieceOf(method);
  }

  private entangle(): void {
    for (const piece of this.stack) this.entangled.add(piece);
  }

  private notedOf(piece: number): Noted {
    let noted = this.pieces.get(piece);
    if (!noted)
      this.pieces.set(
        piece,
        (noted = { reads: new Set(), attributes: new Set(), contributions: [], left: [], isFirst: false }),
      );
    return noted;
  }
}
