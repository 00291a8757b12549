// What code at a place can be made of: what is written there, names that hold a value, and the library in use.
import { axisKey } from '../../../terms/axis.ts';
import { comparisonOf } from '../../../terms/comparison.ts';
import { isIndicator } from '../../../terms/indicator.ts';
import { definitionsOf, upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Axis, CastTerm, GatherTerm, ReshapeTerm, Term } from '../../../terms/term.ts';
import { asRunning } from '../../../terms/runningSum.ts';
import { operandsOf, subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isWithin } from '../../shared/around.ts';
import type { Family, LibraryCall } from '../../shared/libraries/family.ts';
import { math } from '../libraries/families.ts';
import type { Argument } from '../../shared/lower/arguments.ts';
import { freshName, isCheap, nameInPlace, type GivenNames } from './names.ts';
import { ofCalled } from './calledBodies.ts';
import { pieceOf } from './piece.ts';
import { headerBefore, isInBranch, notHere } from './branches.ts';
import { isMadeOf, leavesOwn } from './ownValues.ts';
import { lastName, losesName, nameIn, namesOfConstant } from './readNames.ts';
import { stepsOf } from './sequences.ts';
import { doesTheSame, isWrittenAlike, rewrapped } from './spelling.ts';
import { isExpression, openStatement, receiverAt, statementOf } from './statements.ts';
import type { Task } from './task.ts';
import { isWorthName } from './worthNames.ts';
import { isMadeWhereCalled } from './madeLayers.ts';
import { codeElsewhere } from './transplantedCalls.ts';
import { calledFor, isOfOther, leftByCall, saysSelf } from './unfold.ts';
import { hasEffects } from '../../shared/write/transplant.ts';
import { codeBefore, heldPlaces, placesOf } from '../../shared/write/valuePlaces.ts';
import { insideModel, Withheld } from '../../shared/write/withheld.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';

const anyForm = ['expression', 'inlined', 'read'] as const;

export class Vocabulary {
  readonly family: Family;
  private leaves: boolean | undefined;
  /** Whether functions of arrays are written as methods here. */
  readonly prefersMethods: boolean;

  constructor(
    readonly task: Task,
    readonly at: Occurrence,
    readonly node: SyntaxNode,
    readonly names: GivenNames,
    private readonly needs: Set<string>,
  ) {
    this.family = [at, ...task.plan.like].map((place) => task.familyOf(place)).find(Boolean) ?? math;
    const places = [...this.around()].filter((place) => task.session.calls.has(place));
    // A cast is a method wherever it can be one.
    const telling = places.filter(({ term }) => term.kind !== 'cast');
    const calls = telling.length > 0 ? telling : places;
    this.prefersMethods = this.family.methods && calls.some((place) => task.session.calls.get(place)?.isMethod);
  }

  /**
   * The code of a value that is written inside the place, or a name that holds it there.
   * @param anyCode - also of a value that is to be named, although its code is not to be there several times
   */
  written(term: Term, anyCode = false): Piece | undefined {
    const places = placesOf(this.task.session).get(term) ?? [];
    const nodes = places.map((place) => this.task.syntax(place)).filter(isExpression);
    const wished = this.task.plan.names?.has(term);
    const wanted = wished && !anyCode ? nodes.filter(isCheap) : nodes;
    const reusable = wished ? wanted : wanted.filter((node) => !this.holdsCostly(node));
    // The whole of torch.tensor([1.0]), not the list in it, which is as good a value but no tensor.
    const inner = reusable
      .filter((node) => isWithin(node, this.node) || isInBranch(this.task, node))
      .sort((a, b) => b.end - b.start - (a.end - a.start));
    if (inner[0]) return pieceOf(inner[0]);
    if (term.kind === 'constant') return this.constantNamed(term, places);
    const last = lastName(this.task, this.at, this.node, this.sameCall(term, heldPlaces(this.task, term)));
    const name = last ? this.names.nameOf(last, term) : this.attributeFor(term, places);
    return name === undefined ? undefined : { text: name, binding: binding.atom };
  }

  /** A number by the name by which it is read on the way here: a 0 that comes with the formula is not the BLANK that happens to be 0. */
  private constantNamed(term: Term, places: readonly Occurrence[]): Piece | undefined {
    const { names, isAlone } = namesOfConstant(this.at, term);
    if (!isAlone || !subterms(this.at.term).has(term)) return undefined;
    const reads = places.filter((place) => names.has(nameIn(this.task.syntax(place))?.text ?? ''));
    const name = lastName(this.task, this.at, this.node, reads)?.text ?? this.attributeFor(term, reads);
    return name === undefined ? undefined : { text: name, binding: binding.atom };
  }

  /** Of what code gives that is not known, what it gave on the way here: called another time, it may give something else. */
  private sameCall(term: Term, places: readonly Occurrence[]): readonly Occurrence[] {
    if (!hasEffects(term)) return places;
    const leading = new Set(upstream(this.at));
    return places.filter((place) => definitionsOf(place).some((definition) => leading.has(definition)));
  }

  /** What another method reads as an attribute of the object: self.t, where that is open at the place. */
  private attributeFor(term: Term, places: readonly Occurrence[]): string | undefined {
    const receiver = receiverAt(this.node);
    if (receiver === undefined) return undefined;
    if (!this.isOwn(term)) this.task.notes.isLocal = false;
    for (const place of places) {
      const node = this.task.syntax(place);
      const object = node.type === 'attribute' ? node.field('object') : undefined;
      if (object && object.text === receiverAt(node)) return `${receiver}.${node.field('attribute')!.text}`;
    }
    return undefined;
  }

  /** Whether no other method can have a value: it is made of a parameter of this one, which leaves nothing made of these. */
  private isOwn(term: Term): boolean {
    const { scope } = this.at;
    this.leaves ??= leavesOwn(this.task.session, scope);
    return !this.leaves && isMadeOf(term, scope);
  }

  /**
   * A name for what is computed on a line before as a part of something else, and can be neither read nor written anew:
   * the logits of softmax(model(x)).
   */
  inPlace(term: Term): Piece | undefined {
    const known = this.names.find(this.node, term);
    if (known !== undefined) return { text: known, binding: binding.atom };
    if (!this.needsItsCode(term)) return undefined;
    // A name that has it there may stand for something else by now.
    const { session } = this.task;
    const before = (places?: readonly Occurrence[]) =>
      codeBefore(session, term, this.at, this.node, isExpression, anyForm, places);
    const node = before() ?? (this.task.plan.meaning === 'equal' ? before(stepsOf(session, term)) : undefined);
    if (!node) return undefined;
    const name = nameInPlace(this.task, node, isIndicator(term) ? 'mask' : 'logits');
    this.names.note(openStatement(node), term, name, [], []);
    return { text: name, binding: binding.atom };
  }

  /** Whether the plan names a value that is no new one. */
  areLogits(term: Term): boolean {
    return this.task.plan.names?.get(term) === 'logits';
  }

  /** The code of a function that is called on the way to the place, where a value is neither read nor written anew here. */
  fromElsewhere(term: Term): Piece | undefined {
    if (!this.needsItsCode(term)) return undefined;
    if (isMadeWhereCalled(this.at, term)) throw new Withheld(insideModel);
    const found = codeElsewhere(this.at, this.node, term, (part) => this.written(part));
    const object = calledFor(this.at, term);
    // What another model ends in is better taken out of it than gone around.
    if (object) {
      if (object !== receiverAt(this.node) && this.task.plan.meaning === 'changed') return undefined;
      this.task.assumed.add(`${object} has no hooks that a call of it runs`);
    }
    const left = found ? undefined : leftByCall(this.at, term);
    if (left !== undefined) return { text: left, binding: binding.atom };
    const unfolded = () => ofCalled(this, term, (code) => this.give(term, 'logits', code));
    if (!found) return unfolded();
    const { node, code } = found;
    // What a method calls its object is another one where the method is called.
    const ofObject = saysSelf(node, code) && isOfOther(this.at, this.node, term) ? unfolded() : undefined;
    if (ofObject) return ofObject;
    // Where the new code has names, what it begins with is there several times.
    const name = this.task.plan.names && !isCheap(node) ? this.give(term, 'logits', () => code) : undefined;
    return name ?? { text: code, binding: pieceOf(node).binding };
  }

  /** Whether something in a value is no arithmetic on what can be read here. */
  private needsItsCode(term: Term): boolean {
    if (this.written(term) || this.names.find(this.node, term) !== undefined) return false;
    if (term.kind === 'constant') return losesName(this.at, term);
    if (term.kind === 'opaque') return comparisonOf(term) === undefined;
    if (term.kind === 'variable' || term.kind === 'element') return true;
    // What was picked for a function that is called, or reshaped in it, is written where it is called.
    if (isWrittenAlike(term) && !this.likeOf(term)) return true;
    return operandsOf(term).some((operand) => this.needsItsCode(operand));
  }

  /** A name for a value that the plan wants named, given on a line before; undefined where there is no such line. */
  named(term: Term, code: () => string): Piece | undefined {
    const wish = isWorthName(this, term) ? this.task.plan.names?.get(term) : undefined;
    return wish === undefined ? undefined : this.give(term, wish, code);
  }

  private give(term: Term, wish: string, code: () => string): Piece | undefined {
    try {
      return { text: this.names.give(this.node, term, wish, code), binding: binding.atom };
    } catch (error) {
      if (error instanceof Withheld) return undefined;
      throw error;
    }
  }

  /**
   * A name for a value that is one thing or another by the condition under which branches meet later on.
   * @param otherwise - the code of the value where the condition holds, by its name
   */
  inBranch(term: Term, value: Piece, otherwise: (name: string) => Piece): Piece {
    const { plan } = this.task;
    const wish = plan.names?.get(term);
    const [known, meeting] = [this.names.find(this.node, term), plan.branch && this.task.syntax(plan.branch.at)];
    if (known !== undefined) return { text: known, binding: binding.atom };
    if (wish === undefined || !meeting || plan.branch!.now !== term) throw new Withheld(notHere);
    const header = headerBefore(meeting, statementOf(this.node));
    const lines = (name: string) => [
      `${name} = ${value.text}`,
      header.line,
      `${header.indent}${name} = ${otherwise(name).text}`,
    ];
    return { text: this.names.giveLines(this.node, term, wish, lines), binding: binding.atom };
  }

  /** Code that is written out where it could not be named: a call in it must not be made twice. */
  once(term: Term, piece: Piece): Piece {
    if (this.task.plan.names?.has(term) && this.written(term, true) && !this.written(term) && isWorthName(this, term)) {
      throw new Withheld('a part of it would be computed several times');
    }
    return piece;
  }

  /** The code of a place that picks, reshapes or casts as the term does, with another operand in it. */
  rewrapped(term: GatherTerm | ReshapeTerm | CastTerm, operand: Piece): Piece | undefined {
    const place = this.likeOf(term);
    return place && rewrapped(this.task, place, operand);
  }

  private likeOf(term: GatherTerm | ReshapeTerm | CastTerm): Occurrence | undefined {
    for (const place of [...this.around(), ...this.task.plan.like]) {
      const source = place.operands[0];
      const made = place.term.kind === 'refined' ? place.term.operand : place.term;
      if (source && doesTheSame(term, made) && 'operand' in made && source.term === made.operand) return place;
    }
    return undefined;
  }

  /** How a reduction near the place spells an axis. */
  axisWritten(axis: Axis): Argument | undefined {
    for (const place of [...this.around(), ...this.task.plan.like]) {
      const { term } = place;
      if ((term.kind !== 'reduce' && term.kind !== 'library') || axisKey(term.axis) !== axisKey(axis)) continue;
      const argument = this.task.session.calls.get(place)?.args.named.get('axis');
      if (argument) return argument;
    }
    return undefined;
  }

  /** How a running sum near the place spells its axis. */
  runningAxisWritten(axis: Term): Argument | undefined {
    for (const place of this.around()) {
      if (asRunning(place.term)?.axis !== axis) continue;
      const argument = this.task.session.calls.get(place)?.args.named.get('axis');
      if (argument) return argument;
    }
    return undefined;
  }

  /** Whether no function that does it all is wanted, but the same by other means. */
  get isInline(): boolean {
    return this.task.plan.form === 'inline';
  }

  /** Whether the text has a match of a pattern. */
  shows(pattern: RegExp): boolean {
    return this.task.has(pattern);
  }

  /** A name that nothing has yet. */
  fresh(wish: string): string {
    return freshName(wish, this.task, this.node);
  }

  nameOf(call: LibraryCall): string {
    if (call.needs !== undefined) this.needs.add(call.needs);
    return this.task.called(this.node, call);
  }

  /** The logarithm of plain numbers, which not every library's function of arrays takes. */
  logarithm(): string {
    const module = this.family.name === 'numpy' ? 'numpy' : 'math';
    return this.task.call(this.node, [{ module, name: 'log' }]);
  }

  infinity(): string {
    if (this.family.name === 'math') return "float('inf')";
    const modules: Partial<Record<Family['name'], string>> = { torch: 'torch', jax: 'jax.numpy' };
    return this.task.call(this.node, [{ module: modules[this.family.name] ?? 'numpy', name: 'inf' }]);
  }

  /** The place, and those that its value comes from. */
  private around(): ReadonlySet<Occurrence> {
    const seen = new Set([this.at]);
    for (const place of seen) {
      if (seen.size > 200) break;
      for (const operand of place.operands) if (operand.own) seen.add(operand);
    }
    return seen;
  }

  /** Whether a value that is to be named is computed in some code. */
  private holdsCostly(outer: SyntaxNode): boolean {
    const terms = [...(this.task.plan.names?.keys() ?? [])];
    return terms.some((term) => {
      const nodes = (placesOf(this.task.session).get(term) ?? []).map((place) => this.task.syntax(place));
      return nodes.some((node) => isWithin(node, outer) && !isCheap(node));
    });
  }
}
