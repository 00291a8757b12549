// One version of a document: which of its pieces are to be looked at, and what is found in the others.
import type { ModuleNeed, Span } from '../findings.ts';
import type { Wanted } from '../reading.ts';
import type { Part } from '../languages/frontEnd.ts';
import { openCalls, type OpenCalls } from '../languages/shared/lower/callers.ts';
import type { TextFacts } from '../languages/shared/lower/relevance.ts';
import { outside, Trace, type Question } from '../languages/shared/lower/trace.ts';
import type { Made } from '../rewrites.ts';
import type { Following } from './following.ts';
import { foundAt, pieceAt, placeMade, placeOf, type Found, type Kept, type Placed } from './kept.ts';
import { outsideOf, type Outside } from './outside.ts';
import { idle, recordOf, renumbered, type Record } from './records.ts';
import type { Statement } from './statements.ts';
import type { Spelling } from './structures.ts';
import type { Words } from './words.ts';

export interface Completed {
  readonly found: readonly Found[];
  readonly wanted: Wanted;
  /** For the next version; undefined where nothing can be taken over by it. */
  readonly kept: Kept | undefined;
}

/** What is the same for every version, or of the one before. */
export interface Given {
  readonly statements: readonly Statement[];
  /** See `Kept`. */
  readonly around: string;
  readonly setting: string;
  readonly texts: Map<string, TextFacts>;
  readonly spelling: Spelling;
  /** The version before, if it has the same around it. */
  readonly before: Kept | undefined;
  /** Whether what was found need not be found again to be answered. */
  readonly isKnown: (placed: Placed) => boolean;
}

/** What is taken over from versions before, and by what. */
export type Plan =
  { readonly by: 'reads'; readonly following: Following } | { readonly by: 'words'; readonly words: Words };

export class Version {
  readonly part: Part;
  private readonly trace: Trace;
  private readonly calls: OpenCalls[];
  private left: Outside | undefined;
  private readonly callsAround = openCalls();
  private readonly askedParameters = new Set<number>();
  private readonly askedAttributes = new Set<number>();

  constructor(
    private readonly given: Given,
    private readonly plan: Plan,
  ) {
    const { statements, texts } = given;
    const { looked, fresh } = this.pieces;
    const at = (cell: number, offset: number) => pieceAt(statements, cell, offset);
    this.trace = new Trace(at, (question) => {
      this.ask(question);
    });
    const before = plan.by === 'words' ? plan.words.calls : given.before!.calls;
    this.calls = statements.map((_, piece) => (fresh.has(piece) ? undefined : before[piece]) ?? openCalls());
    this.part = {
      trace: this.trace,
      begins: (module) => {
        this.left = outsideOf(module, given.spelling);
        if (plan.by !== 'reads') return;
        const known = new Set(fresh);
        plan.following.meet(this.left);
        for (const piece of fresh) if (!known.has(piece)) this.calls[piece] = openCalls();
      },
      includes: (cell, offset) => {
        const piece = at(cell, offset);
        return piece === undefined || !statements[piece]!.content.isDefinition || looked.has(piece);
      },
      wasLowered: (cell, offset) => this.wasLowered(at(cell, offset)),
      grows: () => plan.by === 'reads' && plan.following.grows(this.trace),
      callsOfRest: this.calls,
      callsAt: (cell, offset) => this.calls[at(cell, offset) ?? -1] ?? this.callsAround,
      texts,
      relevantNames: [],
      isCut: false,
    };
  }

  /** Whether what is found at a place is not known. */
  isFresh(span: Span): boolean {
    const piece = placeOf(this.given.statements, span)?.piece;
    return piece === undefined || this.pieces.fresh.has(piece);
  }

  /** Whether all is looked at that rewrites of a finding depend on. */
  isSeenWhole(found: Found, made: Made): boolean {
    const { statements } = this.given;
    return this.pieces.fresh.size === statements.length || placeMade(statements, found, made) !== undefined;
  }

  private get pieces(): { readonly fresh: ReadonlySet<number>; readonly looked: ReadonlySet<number> } {
    return this.plan.by === 'words' ? this.plan.words : this.plan.following;
  }

  /** Whether a piece that is lowered as before was lowered then, whether by its own words or not. */
  private wasLowered(piece: number | undefined): boolean {
    if (this.plan.by === 'words' || piece === undefined || this.plan.following.isChanged(piece)) return false;
    return this.given.before!.records[piece]?.isLowered === true;
  }

  private ask(question: Question): void {
    const asked = question.of === 'parameter' ? this.askedParameters : this.askedAttributes;
    for (const piece of question.pieces) asked.add(piece);
    if (this.plan.by === 'reads') this.plan.following.ask(question);
  }

  /**
   * All findings and all that is asked of other files, given those of the parts that were looked at; undefined if more has
   * to be looked at than the plan says. What an earlier version asked for may be among it: that finds nothing.
   */
  complete(found: readonly Found[], wanted: Wanted): Completed | 'lost' | undefined {
    const { statements, before } = this.given;
    const { isCut } = this.part;
    const { plan } = this;
    const { fresh } = this.pieces;
    if (plan.by === 'reads' && plan.following.isLost) return 'lost';
    const isPartial = fresh.size < statements.length;
    const known = this.known();
    const placed = this.place(found);
    const knownBefore = plan.by === 'words' ? plan.words.known : before!.known;
    if (isPartial && (known !== knownBefore || isCut || !placed)) return undefined;
    const wantedBefore = plan.by === 'words' ? plan.words.wanted : before!.wanted;
    const allWanted = isPartial ? union(wantedBefore, wanted) : wanted;
    if (!placed || isCut) return { found, wanted, kept: undefined };
    const placedBefore = plan.by === 'words' ? plan.words.placed : before!.placed;
    const all = statements.map((_, piece) => (fresh.has(piece) ? placed[piece]! : placedBefore[piece]!));
    const kept = { ...this.kept(), placed: all, known, wanted: allWanted };
    const others = all.flatMap((own, piece) => (fresh.has(piece) ? [] : own.map((each) => foundAt(statements, each))));
    const fromHere = found.filter(({ span }) => this.isFresh(span));
    return { found: [...fromHere, ...others], wanted: allWanted, kept };
  }

  private kept(): Omit<Kept, 'placed' | 'known' | 'wanted'> {
    const { plan, calls, trace } = this;
    const { statements, around, setting, before } = this.given;
    const left = this.left!;
    const asked = { askedParameters: this.askedParameters, askedAttributes: this.askedAttributes };
    if (plan.by === 'reads') {
      const records = before!.records.map((record, piece) => plan.following.records.get(piece) ?? record);
      return {
        ...before!,
        around,
        left,
        outside: plan.following.outside,
        statements,
        calls,
        records,
        askedParameters: new Set([...before!.askedParameters, ...asked.askedParameters]),
        askedAttributes: new Set([...before!.askedAttributes, ...asked.askedAttributes]),
      };
    }
    const record = (piece: number) => {
      const noted = trace.pieces.get(piece);
      return noted ? recordOf(piece, noted, statements, this.given.spelling) : idle;
    };
    const { looked } = plan.words;
    const numberOf = renumbering(before?.statements ?? [], statements);
    const all: (Record | undefined)[] = statements.map((_, piece) => (looked.has(piece) ? record(piece) : undefined));
    for (const [piece, old] of before?.records.entries() ?? []) {
      const now = numberOf(piece);
      if (old && now !== undefined && !looked.has(now)) all[now] = renumbered(old, numberOf);
    }
    const also = (pieces: ReadonlySet<number> = new Set()) =>
      [...pieces].map(numberOf).filter((piece) => piece !== undefined);
    return {
      around,
      setting,
      left,
      statements,
      calls,
      records: all,
      outside: record(outside),
      entangled: new Set([...also(before?.entangled), ...trace.entangled]),
      askedParameters: new Set([...also(before?.askedParameters), ...asked.askedParameters]),
      askedAttributes: new Set([...also(before?.askedAttributes), ...asked.askedAttributes]),
    };
  }

  /** What all of the document calls that is not known, and which of its names matter: any part may depend on them. */
  private known(): string {
    const all = [...this.calls, this.callsAround];
    const methods = new Set(all.flatMap((calls) => [...calls.methods]));
    return JSON.stringify([all.some(({ values }) => values), [...methods].sort(), this.part.relevantNames]);
  }

  /** By piece; undefined if something of it stands where it cannot be found again. */
  private place(found: readonly Found[]): readonly (readonly Placed[])[] | undefined {
    const { statements } = this.given;
    const { fresh } = this.pieces;
    const placed: Placed[][] = statements.map(() => []);
    for (const each of found) {
      const place = placeOf(statements, each.span);
      // What is called from statements that are always looked at is met again there.
      if (place && !fresh.has(place.piece)) continue;
      const reasons = each.reasons.map(({ span }) => placeOf(statements, span));
      if (!place || !reasons.every((reason) => reason !== undefined)) return undefined;
      const { made, ...told } = each;
      const placedMade = made && placeMade(statements, each, made);
      placed[place.piece]!.push({ found: told, place, reasons, ...(placedMade && { made: placedMade }) });
    }
    return placed;
  }
}

/** Which number a piece has now that had another one; undefined of one that is not there, or there more than once. */
function renumbering(before: readonly Statement[], now: readonly Statement[]): (piece: number) => number | undefined {
  const only = (statements: readonly Statement[]) => {
    const pieces = new Map<number, number | undefined>();
    for (const [piece, { content }] of statements.entries())
      pieces.set(content.id, pieces.has(content.id) ? undefined : piece);
    return pieces;
  };
  const [was, is] = [only(before), only(now)];
  return (piece) => {
    const { id } = before[piece]!.content;
    return was.get(id) === undefined ? undefined : is.get(id);
  };
}

function union(before: Wanted, now: Wanted): Wanted {
  const keyOf = ({ module, level }: ModuleNeed) => `${level} ${module}`;
  const known = new Set(before.needs.map(keyOf));
  return {
    needs: [...before.needs, ...now.needs.filter((need) => !known.has(keyOf(need)))],
    asks: [...new Set([...before.asks, ...now.asks])],
  };
}
