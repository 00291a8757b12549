// An edit inside of functions, followed to the pieces of which something else may be found: by what was read while each
// was lowered, and by what it made of others.
import type { Question, Trace } from '../languages/shared/lower/trace.ts';
import type { Kept } from './kept.ts';
import { differing, idle, recordOf, type Record } from './records.ts';
import type { Content, Statement } from './statements.ts';
import type { Spelling } from './structures.ts';
import type { Given } from './version.ts';

export class Following {
  /** Pieces of which is to be found out again what is found in them. */
  readonly fresh: Set<number>;
  /** Those, and all that make something of them. */
  readonly looked = new Set<number>();
  /** Records of pieces that are lowered otherwise than before. */
  readonly records = new Map<number, Record>();
  /** Whether it turned out that the edit cannot be followed. */
  isLost = false;
  /** Which pieces make something of one. */
  private readonly makers = new Map<number, Set<number>>();

  private constructor(
    private readonly kept: Kept,
    private readonly statements: readonly Statement[],
    private readonly changed: ReadonlySet<number>,
    /** Pieces that are lowered otherwise, by what they read. */
    private readonly dirty: Set<number>,
    isKnown: Given['isKnown'],
  ) {
    this.fresh = new Set(dirty);
    for (const [piece, placed] of kept.placed.entries()) {
      const isHere = placed.some(({ place, reasons }) => [place, ...reasons].some((each) => changed.has(each.piece)));
      if (isHere || !placed.every(isKnown)) this.fresh.add(piece);
    }
    for (const [piece, record] of kept.records.entries()) this.noteMaker(piece, record!);
    this.look();
  }

  /** Undefined where the edit is of what stands outside of bodies of functions, or may be seen from there. */
  static of(kept: Kept, statements: readonly Statement[], isKnown: Given['isKnown']): Following | undefined {
    const before = kept.statements;
    if (before.length !== statements.length) return undefined;
    const changed = new Set<number>();
    for (const [index, { content, cell }] of statements.entries()) {
      const old = before[index]!;
      if (old.cell !== cell) return undefined;
      if (old.content.id === content.id) continue;
      if (!isSameOutside(old.content, content)) return undefined;
      changed.add(index);
    }
    if (!kept.records.every((record) => record && !record.isFirst)) return undefined;
    const dirty = new Set(changed);
    for (const [piece, record] of kept.records.entries()) if (meet(record!.reads, changed)) dirty.add(piece);
    if (meet(kept.outside.reads, changed)) return undefined;
    const following = new Following(kept, statements, changed, dirty, isKnown);
    return following.isLost ? undefined : following;
  }

  /** Whether more is to be looked at, by what has been lowered so far. */
  grows(trace: Trace, spelling: Spelling): boolean {
    const { kept, statements, dirty } = this;
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
    if (isAsked || isTold || isForgotten || record.isFirst) this.isLost = true;
    for (const other of others) this.fresh.add(other);
    this.noteMaker(piece, record);
    if (before.left === record.left) return;
    if (kept.askedAttributes.has(piece) || kept.outside.attributes.has(piece)) this.isLost = true;
    for (const [reader, { attributes }] of kept.records.entries() as Iterable<[number, Record]>) {
      if (!attributes.has(piece)) continue;
      // What it calls of such an attribute may have become known, which is not taken back from what was noted of it.
      if (!this.fresh.has(reader)) this.isLost = true;
      this.dirty.add(reader);
      this.fresh.add(reader);
    }
  }

  /** Whether the text of a piece is another one. */
  isChanged(piece: number): boolean {
    return this.changed.has(piece);
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

/** Whether two definitions are the same but for what is in their bodies, and that says nothing of what is outside. */
function isSameOutside(a: Content, b: Content): boolean {
  const outside = ({ isDefinition, head, ofClass, names, methods, assigned }: Content) =>
    JSON.stringify([isDefinition, head, ofClass, names, methods, [...assigned].sort()]);
  return a.isDefinition && outside(a) === outside(b);
}

function meet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const each of few) if (many.has(each)) return true;
  return false;
}
