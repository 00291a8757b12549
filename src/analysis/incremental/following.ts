// An edit inside of functions, followed to the pieces of which something else may be found: by what was read while each
// was lowered, and by what it made of others.
import { outside, type Question, type Trace } from '../languages/shared/lower/trace.ts';
import { carry, type Carried } from './carried.ts';
import { changesBetween, type Changes } from './changes.ts';
import type { Kept } from './kept.ts';
import { wordsOfDifference, type Outside } from './outside.ts';
import { attributesDiffering, differing, idle, recordOf, type Record } from './records.ts';
import type { Statement } from './statements.ts';
import type { Spelling } from './structures.ts';
import type { Given } from './version.ts';

export class Following {
  /** Pieces of which is to be found out again what is found in them. */
  readonly fresh: Set<number>;
  /** Those, and all that make something of them. */
  readonly looked = new Set<number>();
  /** Records of pieces that are lowered otherwise than before. */
  readonly records = new Map<number, Record>();
  /** That of what stands outside of functions. */
  outside: Record;
  /** Whether it turned out that the edit cannot be followed. */
  isLost = false;
  /** Which pieces make something of one. */
  private readonly makers = new Map<number, Set<number>>();
  /** Pieces that are lowered otherwise, by what they read. */
  private readonly dirty: Set<number>;

  /** Of the version before, by the numbers of this one. */
  readonly kept: Kept;

  private constructor(
    { kept, dirty, stale }: Carried,
    private readonly statements: readonly Statement[],
    private readonly spelling: Spelling,
    private readonly changes: Changes,
    isKnown: Given['isKnown'],
  ) {
    const { changed, words } = changes;
    this.kept = kept;
    this.outside = kept.outside;
    this.dirty = new Set([...changed, ...dirty]);
    this.fresh = new Set([...changed, ...stale]);
    for (const [piece, placed] of kept.placed.entries()) {
      const isHere = placed.some(({ place, reasons }) => [place, ...reasons].some((each) => changed.has(each.piece)));
      if (isHere || !placed.every(isKnown)) this.fresh.add(piece);
    }
    for (const [piece, record] of kept.records.entries()) this.noteMaker(piece, record!);
    this.spread(words);
  }

  /** Undefined where the edit may be seen otherwise than by what was noted. */
  static of(
    before: Kept,
    statements: readonly Statement[],
    spelling: Spelling,
    isKnown: Given['isKnown'],
  ): Following | undefined {
    if (!before.records.every((record) => record && !record.isFirst)) return undefined;
    const changes = changesBetween(before.statements, statements);
    if (!changes) return undefined;
    const isRead = meet(before.outside.reads, changes.changed) || meet(before.outside.reads, changes.gone);
    const isOutside = changes.isOutside || isRead;
    const carried = carry(before, statements, changes);
    if (!carried) return undefined;
    const following = new Following(carried, statements, spelling, { ...changes, isOutside }, isKnown);
    return following.isLost ? undefined : following;
  }

  /** Looks at what sees that something else is left by what stands outside of functions. */
  meet(left: Outside): void {
    const { kept, changes, statements } = this;
    if (!changes.isOutside) return;
    const words = wordsOfDifference(kept.left, left, changes.spokenOf);
    if (!words) {
      this.isLost = true;
      return;
    }
    for (const [piece, { content }] of statements.entries()) {
      // That is lowered in any case.
      if (!content.isDefinition) this.fresh.add(piece);
      // What is written in a function may depend on how it is called, whether that is followed or not.
      const isCalled = [...content.names, ...content.methods].some((name) => changes.spokenOf.has(name));
      if (isCalled && kept.placed[piece]!.length > 0) this.fresh.add(piece);
    }
    this.spread(words);
  }

  /** Takes those for others that have one of some words, and all that are lowered with one that is. */
  private spread(words: ReadonlySet<string>): void {
    const { dirty, kept } = this;
    if (words.size > 0) {
      for (const [piece, { content }] of this.statements.entries()) if (meet(content.words, words)) dirty.add(piece);
    }
    const others = new Set(dirty);
    for (const [piece, record] of kept.records.entries()) if (meet(record!.reads, others)) dirty.add(piece);
    for (const piece of dirty) this.fresh.add(piece);
    this.look();
  }

  /** Whether more is to be looked at, by what has been lowered so far. */
  grows(trace: Trace): boolean {
    const { kept, statements, dirty, spelling, changes } = this;
    if (changes.isOutside && this.outside === kept.outside) {
      this.outside = recordOf(outside, trace.pieces.get(outside)!, statements, spelling);
      this.compare(outside, kept.outside, this.outside, trace.relevant);
    }
    const isLookedAt = new Set(this.looked);
    for (let before = -1; before !== dirty.size;) {
      before = dirty.size;
      for (const piece of new Set([...dirty, ...trace.pieces.keys()])) {
        const old = kept.records[piece];
        const noted = trace.pieces.get(piece);
        if (!old || (!noted && !isLookedAt.has(piece)) || (!dirty.has(piece) && old.isLowered)) continue;
        const known = this.records.get(piece);
        if (known && (known.isLowered || !noted)) continue;
        const record = noted ? recordOf(piece, noted, statements, spelling) : idle;
        this.records.set(piece, record);
        this.compare(piece, old, record, trace.relevant);
      }
    }
    if (trace.entangled.size > 0) this.isLost = true;
    return this.look() && !this.isLost;
  }

  private compare(piece: number, before: Record, record: Record, relevant: ReadonlySet<number>): void {
    const { kept } = this;
    const others = differing(before, record);
    // Who has asked may have been told of others in turn.
    const isAsked = others.some((other) => kept.askedParameters.has(other));
    // What is lowered only since it is called, or for an attribute, may be so no more.
    const tells = (other: number) => (before.tells.has(other) || record.tells.has(other)) && !relevant.has(other);
    const isTold = others.some(tells);
    const isForgotten = [...before.attributes].some((other) => !record.attributes.has(other) && !relevant.has(other));
    if (isAsked || isTold || isForgotten || (record.isFirst && piece !== outside)) this.isLost = true;
    for (const other of others) this.fresh.add(other);
    if (piece === outside) return;
    this.noteMaker(piece, record);
    if (!this.isSeen(attributesDiffering(before, record))) return;
    if (kept.askedAttributes.has(piece) || kept.outside.attributes.has(piece)) this.isLost = true;
    for (const [reader, { attributes }] of kept.records.entries() as Iterable<[number, Record]>) {
      if (!attributes.has(piece)) continue;
      // What it calls of such an attribute may have become known, which is not taken back from what was noted of it.
      if (!this.fresh.has(reader)) this.isLost = true;
      this.dirty.add(reader);
      this.fresh.add(reader);
    }
  }

  /** Whether an attribute can be read in what is not lowered again in any case. */
  private isSeen(attributes: readonly string[]): boolean {
    const words = attributes.map((name) => name.slice(name.lastIndexOf('.') + 1));
    return this.statements.some(
      ({ content }, piece) => !this.dirty.has(piece) && words.some((word) => content.words.has(word)),
    );
  }

  /** Whether the text of a piece is another one. */
  isChanged(piece: number): boolean {
    return this.changes.changed.has(piece);
  }

  /** Looks at what the answer depends on. */
  ask({ of, pieces }: Question): void {
    for (const piece of pieces) {
      this.looked.add(piece);
      if (of === 'parameter') for (const maker of this.makers.get(piece) ?? []) this.looked.add(maker);
    }
  }

  private noteMaker(piece: number, { gives }: Record): void {
    for (const to of gives.keys()) {
      const makers = this.makers.get(to);
      if (makers) makers.add(piece);
      else this.makers.set(to, new Set([piece]));
    }
  }

  /** @returns whether there is more to look at */
  private look(): boolean {
    const { size } = this.looked;
    for (const piece of this.fresh) {
      this.looked.add(piece);
      for (const maker of this.makers.get(piece) ?? []) this.looked.add(maker);
    }
    if (this.looked.size === size) return false;
    const { entangled } = this.kept;
    const reached = new Set(this.looked);
    for (const piece of reached) {
      const record = this.records.get(piece) ?? this.kept.records[piece]!;
      for (const other of record.attributes) reached.add(other);
    }
    if (meet(entangled, reached)) this.isLost = true;
    return true;
  }
}

function meet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const each of few) if (many.has(each)) return true;
  return false;
}
