// What code at a place can be made of: what is written there, and names that hold a value.
import { lifts } from '../../../terms/lift.ts';
import { nearest, upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { codeBefore, heldPlaces, placesOf } from '../../shared/write/valuePlaces.ts';
import { hasEffects, transplanted } from '../../shared/write/transplant.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { isDraw } from '../../../terms/draws.ts';
import { isCheap, wishFor, wordsIn, type GivenNames } from './names.ts';
import { asTaken, takenIn } from './conversions.ts';
import { referenceWith } from '../lower/callbacks.ts';
import { isKeyed } from './keyed.ts';
import type { ElementPlace } from './places.ts';
import { roundAround } from './elements.ts';
import { inOneLine } from './lines.ts';
import { nameForCalled } from './called.ts';
import { arrayOfRounds } from './lists.ts';
import { sequenceOf } from './sequences.ts';
import { arrayFor, classToMake } from './arrayFor.ts';
import { pieceOf } from './piece.ts';
import { functionOf, hasComment, homeOf, nameGiven, withDefaultOf } from './statements.ts';
import type { Task } from './task.ts';
import { classOf, isExpression } from './within.ts';
import { isWithin } from '../../shared/around.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';
import { arraysOf } from '../../shared/write/arrays.ts';

export class Vocabulary {
  /** Whether code here is made of calls on tensors, not of operators on numbers. */
  readonly isOfTensors: boolean;
  /** Names whose values the rewrite makes unneeded. */
  private readonly going: ReadonlySet<string>;
  /** Values whose elements functions that are called go through. */
  private readonly gone: ReadonlySet<Term>;
  /** Values that the new code adds up or takes the maximum of. */
  private readonly reduced: ReadonlySet<Term>;

  constructor(
    readonly task: Task,
    readonly at: Occurrence,
    readonly node: SyntaxNode,
    readonly names: GivenNames,
    private readonly place?: ElementPlace,
    /** Whether it is of what stands before the rounds that the place is in. */
    private readonly isBefore = false,
    /** The code that the new code takes the place of. */
    readonly replaced = node,
  ) {
    const given = task.plan.unneeded.map((place) => syntaxOf(place)).map((each) => each && nameGiven(each));
    this.going = new Set(given.flatMap((name) => name?.text ?? []));
    this.isOfTensors = task.familyOf(at).name === 'tfjs';
    const values = task.plan.replacements.flatMap(({ by }) => [...subterms(by)]);
    this.gone = new Set([...upstream(at)].flatMap(({ term }) => (term.kind === 'element' ? [term.of] : [])));
    this.reduced = new Set(values.flatMap((value) => (value.kind === 'reduce' ? [value.operand] : [])));
  }

  /** What names are given by: the same, or in rounds what stands before them. */
  get before(): Vocabulary {
    if (!this.place || this.isBefore) return this;
    return new Vocabulary(this.task, this.at, this.place.rounds, this.names, this.place, true, this.replaced);
  }

  /** The code of the index of the element that is computed here. */
  get index(): string {
    if (!this.place) throw new Withheld('a part of the new code is not written out here');
    return this.place.index;
  }

  /**
   * The code of a value that is written inside the place, or a name that holds it there.
   * @param anyCode - also of a value that is to be named, although its code is not to be there several times
   */
  written(term: Term, anyCode = false): Piece | undefined {
    const places = placesOf(this.task.session).get(term) ?? [];
    const nodes = places
      .map((place) => this.task.syntax(place))
      .filter((node) => isExpression(node) && this.stays(node));
    const wished = this.task.plan.names?.has(term);
    const wanted = wished && !anyCode ? nodes.filter(isCheap) : nodes;
    const reusable = wished ? wanted : wanted.filter((node) => !this.holdsCostly(node));
    const inner = reusable.filter((node) => this.holds(node)).sort((a, b) => a.end - a.start - (b.end - b.start));
    const whole = inner[0] && withDefaultOf(inner[0]);
    if (whole) return pieceOf(isWithin(asTaken(whole), this.node) ? asTaken(whole) : whole);
    // A 0 that comes with the formula is not the BLANK that happens to be 0, nor the sum that begins there.
    const way = term.kind === 'constant' ? new Set(upstream(this.at)) : undefined;
    const held = heldPlaces(this.task, term);
    const read = way ? held.filter((place) => place.form === 'read' && way.has(place)) : held;
    const name = this.nameFor(read);
    return name && pieceOf(takenIn(read, name.text) ?? name);
  }

  /** The name of a variable that holds a value at the place. */
  held(term: Term): string | undefined {
    const places = placesOf(this.task.session).get(term) ?? [];
    const given = this.names.find(this.node, term);
    if (given !== undefined) return given;
    const name = this.nameFor(places)?.text ?? this.readInside(places);
    return name !== undefined && !takenIn(places, name) ? name : undefined;
  }

  /**
   * Code of an array that no name holds, to be gone through several times: what is cheap is written again; what was computed
   * on a line before as a part of something else gets a name there, and what a function that is called computes a name here.
   */
  codeOf(term: Term): string | undefined {
    const before = codeBefore(this.task.session, term, this.at, this.node, isExpression);
    const node = before && asTaken(before);
    const taken = node && takenIn(placesOf(this.task.session).get(term) ?? [], node.text);
    if (taken) return this.codeTaken(taken, term);
    if (node) return isCheap(node) ? node.text : this.names.giveInPlace(node, term, 'logits');
    const inner = this.codeInside(term);
    if (inner) return this.names.giveBefore(asTaken(inner), term, 'logits');
    const ofCall = nameForCalled(this.task, this.names, this.at, this.node, term, (call, node) =>
      this.at === call ? this : new Vocabulary(this.task, call, node, this.names),
    );
    if (ofCall !== undefined) return ofCall;
    const found = transplanted(this.at, term, (part) => this.written(part));
    if (found && hasComment(found.node)) throw new Withheld('a comment stands inside the array');
    const code = found ? inOneLine(found.code) : this.listOf(term);
    return code === undefined ? undefined : this.names.giveValue(this.node, term, 'logits', () => code);
  }

  /** Code of an array by a name, as it is taken where it is read: z! */
  private codeTaken(taken: SyntaxNode, term: Term): string {
    if (isCheap(taken)) return taken.text;
    if (!this.holds(taken)) throw new Withheld('it is made numbers where it is read');
    return this.names.giveBefore(taken, term, 'logits');
  }

  /** this.tau, where a method that is called reads it of the same object. */
  ofReceiver(term: Term): Piece | undefined {
    if (this.held(term) !== undefined || [...subterms(term)].some(({ kind }) => kind === 'reduce')) return undefined;
    for (const place of upstream(this.at)) {
      const node = place.term === term && !place.own ? syntaxOf(place) : undefined;
      if (node?.type !== 'member_expression' || !/^this(?:\.\w+)+$/.test(node.text)) continue;
      if (classOf(node) !== undefined && classOf(node) === classOf(this.node))
        return { text: node.text, binding: binding.atom };
    }
    return undefined;
  }

  /** Code of a value inside the place, which goes with it. */
  private codeInside(term: Term): SyntaxNode | undefined {
    const places = placesOf(this.task.session).get(term) ?? [];
    const nodes = places
      .filter(({ scope, form }) => scope === this.at.scope && (form === 'expression' || form === 'inlined'))
      .map((place) => this.task.syntax(place));
    const inner = nodes.filter((node) => isExpression(node) && isWithin(node, this.replaced));
    // [...m.keys()] rather than the iterator in it.
    return inner.find((node) => sequenceOf(node) === 'array') ?? inner[0];
  }

  /** Whether each element of a value is what a function of the text gives. */
  isCalled(term: Term): boolean {
    return this.held(term) === undefined && this.elementPlace(term)?.form === 'inlined';
  }

  /** What is only computed of each element, as an array of its own. */
  private listOf(term: Term): string | undefined {
    if (hasEffects(term) || [...subterms(term)].some(isDraw)) return undefined;
    const place = this.elementPlace(term);
    const node = place && asTaken(this.task.syntax(place));
    return node && arrayOfRounds(this.task.session, roundAround(node), node);
  }

  /** Where each element of a value is computed by itself. */
  private elementPlace(term: Term): Occurrence | undefined {
    const { store } = this.task.session;
    // Of a list there may be no value of its own, but of a function of each.
    const exponential = store.map('exp', term);
    return nearest(this.at, (place) => {
      const { own, form, term: each } = place;
      if (!own || (form !== 'expression' && form !== 'inlined') || each === term) return false;
      const node = syntaxOf(place);
      return node !== undefined && isExpression(node) && lifts(store, store.map('exp', each)).includes(exponential);
    });
  }

  /** Code of an array whose methods can be called, of what some code gives. */
  arrayFor(term: Term, code: string): string {
    return arrayFor(this, term, code, this.placeOf(term, code));
  }

  /** The class whose `from` is to be called instead of `map`, if one is. */
  classToMake(term: Term, code: string, mapped: Term): string | undefined {
    const isWhole = this.task.plan.replacements.some(({ by }) => by === mapped);
    return classToMake(this, term, code, this.placeOf(term, code), isWhole);
  }

  /** Where code of a value stands in the text. */
  private placeOf(term: Term, code: string): SyntaxNode | undefined {
    const nodes = (placesOf(this.task.session).get(term) ?? []).map((place) => this.task.syntax(place));
    const named = nodes.map((node) => nameGiven(node) ?? node);
    return named.find(
      (node) => node.text === code && node.source === this.node.source && isWithin(node, functionOf(this.node)),
    );
  }

  isToBeNamed(term: Term): boolean {
    return this.task.plan.names?.has(term) === true;
  }

  /** A name for a value, given on a line before. */
  given(term: Term, wish: string, code: () => string): Piece {
    return { text: this.names.giveValue(this.node, term, wish, code), binding: binding.atom };
  }

  /** Whether the text speaks of the elements of a value, or the new code goes through them. */
  hasElements(term: Term): boolean {
    return arraysOf(this.task.session).has(term) || this.reduced.has(term) || this.gone.has(term);
  }

  /** A name for a value that the plan wants named, given on a line before; undefined where there is no such line. */
  named(term: Term, code: () => string): Piece | undefined {
    const wish = wishFor(this.task.plan.names?.get(term));
    if (wish === undefined) return undefined;
    try {
      return { text: this.names.giveValue(this.node, term, wish, code), binding: binding.atom };
    } catch (error) {
      // What could only be computed in every round is not computed there.
      if (error instanceof Withheld && !this.place) return undefined;
      throw error;
    }
  }

  /** Code that is written out where it could not be named: a call in it must not be made twice. */
  once(term: Term, piece: Piece): Piece {
    if (this.task.plan.names?.has(term) && this.written(term, true) && !this.written(term)) {
      throw new Withheld('a part of it would be computed several times');
    }
    return piece;
  }

  /** The last name before the place that was read as, or given to, a value, and can be read at the place. */
  private nameFor(places: readonly Occurrence[]): SyntaxNode | undefined {
    const names = places.flatMap((place) => {
      const isAround = place.scope === this.at.scope || this.at.scope.startsWith(`${place.scope}/`);
      // x.map(Math.exp): the name there is that of the array.
      if (!isAround || referenceWith(place)) return [];
      const node = this.task.syntax(place);
      // Also in what a parameter is taken apart by.
      const name = /^(shorthand_property_)?identifier(_pattern)?$/.test(node.type) ? node : nameGiven(node);
      const isBefore = name?.source === this.node.source && name.start < this.node.start;
      const isRead = isBefore && isWithin(this.node, homeOf(name)) && !this.going.has(name.text);
      return isRead && !isKeyed(name) ? [name] : [];
    });
    names.sort((a, b) => a.start - b.start);
    return names.filter(({ text }) => !takenIn(places, text)).at(-1) ?? names.at(-1);
  }

  /** A name that is read in the code that is replaced: what a callback is given. */
  private readInside(places: readonly Occurrence[]): string | undefined {
    if (this.isBefore) return undefined;
    const isHere = ({ scope, form }: Occurrence) => scope === this.at.scope && form === 'read';
    const nodes = places.filter(isHere).map((place) => this.task.syntax(place));
    const name = nodes.find((node) => node.type === 'identifier' && isWithin(node, this.replaced));
    return name && !this.going.has(name.text) ? name.text : undefined;
  }

  /** Whether a value that is to be named is computed in some code. */
  private holdsCostly(outer: SyntaxNode): boolean {
    const terms = [...(this.task.plan.names?.keys() ?? [])];
    return terms.some((term) => {
      const nodes = (placesOf(this.task.session).get(term) ?? []).map((place) => this.task.syntax(place));
      return nodes.some((node) => isWithin(node, outer) && !isCheap(node));
    });
  }

  /** Whether some code can be kept: a name that goes with the rewrite holds nothing afterwards. */
  private stays(node: SyntaxNode): boolean {
    return this.going.size === 0 || ![...wordsIn(node.text)].some((word) => this.going.has(word));
  }

  private holds(node: SyntaxNode): boolean {
    return !this.isBefore && isWithin(node, this.node);
  }
}
