// One version of a document: which of its pieces are to be looked at, and what is found in the others.
import type { Finding, ModuleNeed, Span } from '../findings.ts';
import type { Part } from '../languages/frontEnd.ts';
import { openCalls, type OpenCalls } from '../languages/shared/lower/callers.ts';
import type { TextFacts } from '../languages/shared/lower/relevance.ts';
import { dependencies } from './dependencies.ts';
import type { Statement } from './statements.ts';

/** What was found, before comments in the text have silenced any of it. */
export type Found = Pick<Finding, 'rule' | 'severity' | 'span' | 'message' | 'format' | 'subject' | 'reasons'>;

/** A place as so many units from the start of a piece: of one that the finding depends on, or of those around all. */
interface Place {
  readonly isOwn: boolean;
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

interface Placed {
  readonly found: Found;
  readonly place: Place;
  readonly reasons: readonly Place[];
}

/** What is known of a piece for as long as what it depends on has the same texts. */
export interface Remembered {
  readonly placed: readonly Placed[];
  readonly calls: OpenCalls;
  /** The last version that had it. */
  generation: number;
}

/** What is the same for all definitions: the other statements, imported files and options. */
export interface Surroundings {
  readonly pieces: Map<string, Remembered>;
  /** What all of the document calls that is not known, and which of its names matter: any part may depend on them. */
  known: string;
  needs: readonly ModuleNeed[];
  /** The last version that had them. */
  generation: number;
}

export class Version {
  readonly part: Part;
  /** Of each piece: what its findings depend on. */
  private readonly members: readonly (readonly Statement[])[];
  private readonly keys: readonly string[];
  private readonly fresh: ReadonlySet<number>;
  private readonly calls: readonly OpenCalls[];
  private readonly callsAround = openCalls();

  constructor(
    private readonly statements: readonly Statement[],
    private readonly around: readonly Statement[],
    private readonly surroundings: Surroundings,
    private readonly generation: number,
    texts: Map<string, TextFacts>,
  ) {
    const all = dependencies(statements);
    this.members = all.map((own) => own.map((index) => statements[index]!));
    // Which of the statements around come before a piece decides what its names stand for, and whether it is reached.
    let before = 0;
    const marks = statements.map(({ content }) => `${content.id}@${content.isDefinition ? before : before++}`);
    this.keys = all.map((own, index) => [own.indexOf(index), ...own.map((each) => marks[each]!)].join(' '));
    const { pieces: known } = surroundings;
    this.fresh = new Set([...this.keys.keys()].filter((number) => !known.has(this.keys[number]!)));
    this.calls = this.keys.map((key) => known.get(key)?.calls ?? openCalls());
    // A piece is looked at together with what may call it, whose calls give its parameters what they are.
    const looked = new Set([...this.fresh].flatMap((number) => all[number]!));
    this.part = {
      includes: (cell, offset) => {
        const index = this.at(cell, offset);
        return index === undefined || !statements[index]!.content.isDefinition || looked.has(index);
      },
      callsOfRest: this.calls,
      callsAt: (cell, offset) => this.calls[this.at(cell, offset) ?? -1] ?? this.callsAround,
      texts,
      relevantNames: [],
      isCut: false,
    };
  }

  /**
   * All findings and all modules that are asked for, given those of the parts that were looked at; undefined if everything
   * has to be looked at.
   */
  complete(
    found: readonly Found[],
    needs: readonly ModuleNeed[],
  ): { readonly found: readonly Found[]; readonly needs: readonly ModuleNeed[] } | undefined {
    const { pieces: known } = this.surroundings;
    const { isCut } = this.part;
    const isPartial = this.fresh.size < this.keys.length;
    const facts = this.facts();
    const placed = this.place(found);
    if (isPartial && (facts !== this.surroundings.known || isCut || !placed)) {
      known.clear();
      return undefined;
    }
    this.surroundings.needs = isPartial ? union(this.surroundings.needs, needs) : needs;
    this.surroundings.known = facts;
    if (!placed || isCut) return { found, needs };
    for (const number of this.fresh) {
      known.set(this.keys[number]!, {
        placed: placed[number]!,
        calls: this.calls[number]!,
        generation: this.generation,
      });
    }
    const all = this.keys.flatMap((key, number) => {
      const remembered = known.get(key)!;
      remembered.generation = this.generation;
      return remembered.placed.map((each) => this.found(each, number));
    });
    return { found: all, needs: this.surroundings.needs };
  }

  private facts(): string {
    const all = [...this.calls, this.callsAround];
    const methods = new Set(all.flatMap((calls) => [...calls.methods]));
    return JSON.stringify([all.some(({ values }) => values), [...methods].sort(), this.part.relevantNames]);
  }

  /** By piece; undefined if something of it stands where it cannot be found again. */
  private place(found: readonly Found[]): readonly (readonly Placed[])[] | undefined {
    const placed: Placed[][] = this.keys.map(() => []);
    for (const each of found) {
      const number = this.at(each.span.cell, each.span.start);
      if (number === undefined) return undefined;
      // What is called from statements that are always looked at is met again there.
      if (!this.fresh.has(number)) continue;
      const place = this.placeOf(each.span, number);
      const reasons = each.reasons.map(({ span }) => this.placeOf(span, number));
      if (!place || !reasons.every((reason) => reason !== undefined)) return undefined;
      placed[number]!.push({ found: each, place, reasons });
    }
    return placed;
  }

  private placeOf({ cell, start, end }: Span, number: number): Place | undefined {
    const index = this.at(cell, start);
    const statement = index === undefined ? undefined : this.statements[index]!;
    if (!statement || index === undefined || end > statement.end) return undefined;
    const own = this.members[number]!.indexOf(statement);
    const within = own < 0 ? this.around.indexOf(statement) : own;
    const place = { start: start - statement.start, end: end - statement.start };
    return within < 0 ? undefined : { isOwn: own >= 0, index: within, ...place };
  }

  private found({ found, place, reasons }: Placed, number: number): Found {
    const span = ({ isOwn, index, start, end }: Place): Span => {
      const statement = (isOwn ? this.members[number]! : this.around)[index]!;
      return { cell: statement.cell, start: statement.start + start, end: statement.start + end };
    };
    return {
      ...found,
      span: span(place),
      reasons: found.reasons.map((reason, index) => ({ ...reason, span: span(reasons[index]!) })),
    };
  }

  /** The statement around an offset. */
  private at(cell: number, offset: number): number | undefined {
    let [low, high] = [0, this.statements.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const statement = this.statements[middle]!;
      if (statement.cell < cell || (statement.cell === cell && statement.end <= offset)) low = middle + 1;
      else high = middle;
    }
    const statement = this.statements[low];
    return statement?.cell === cell && statement.start <= offset ? low : undefined;
  }
}

function union(before: readonly ModuleNeed[], now: readonly ModuleNeed[]): readonly ModuleNeed[] {
  const keyOf = ({ module, level }: ModuleNeed) => `${level} ${module}`;
  const known = new Set(before.map(keyOf));
  return [...before, ...now.filter((need) => !known.has(keyOf(need)))];
}
