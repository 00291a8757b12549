// What is known of the pieces of a document by the words of all that each depends on.
import type { OpenCalls } from '../languages/shared/lower/callers.ts';
import { dependencies } from './dependencies.ts';
import type { Kept, Place, Placed, PlacedMade } from './kept.ts';
import type { Wanted } from '../reading.ts';
import type { Statement } from './statements.ts';

/** A place in one of the pieces that a finding depends on, or of those around all. */
interface Anchor extends Omit<Place, 'piece'> {
  readonly isOwn: boolean;
  readonly index: number;
}

interface Anchored {
  readonly found: Placed['found'];
  readonly place: Anchor;
  readonly reasons: readonly Anchor[];
  readonly made?: Omit<PlacedMade, 'edits'> & { readonly edits: readonly (readonly Anchor[])[] };
}

/** What is known of a piece for as long as what it depends on has the same texts. */
interface Remembered {
  readonly anchored: readonly Anchored[];
  readonly calls: OpenCalls;
  /** The last version that had it. */
  generation: number;
}

/** What is the same for all definitions: the other statements, imported files and options. */
export class Surroundings {
  readonly pieces = new Map<string, Remembered>();
  known = '';
  wanted: Wanted = { needs: [], asks: [] };

  /** @param generation - the last version that had them */
  constructor(public generation = 0) {}

  /** Forgets what was not met for some versions. */
  forget(before: number): void {
    for (const [key, { generation }] of this.pieces) if (generation < before) this.pieces.delete(key);
  }
}

/** The pieces of one version. */
export class Words {
  /** Pieces of which is not known what is found in them. */
  readonly fresh: ReadonlySet<number>;
  /** A piece is looked at together with what may call it, whose calls give its parameters what they are. */
  readonly looked: ReadonlySet<number>;
  /** Of those that are not fresh. */
  readonly calls: readonly (OpenCalls | undefined)[];
  readonly placed: readonly (readonly Placed[] | undefined)[];
  /** Of each piece: what its findings depend on. */
  private readonly members: readonly (readonly number[])[];
  private readonly around: readonly number[];
  private readonly keys: readonly string[];

  constructor(
    statements: readonly Statement[],
    private readonly surroundings: Surroundings,
    private readonly generation: number,
    isKnown: (placed: Placed) => boolean,
  ) {
    this.members = dependencies(statements);
    this.around = [...statements.keys()].filter((piece) => !statements[piece]!.content.isDefinition);
    // Which of the statements around come before a piece decides what its names stand for, and whether it is reached.
    let before = 0;
    const marks = statements.map(({ content }) => `${content.id}@${content.isDefinition ? before : before++}`);
    this.keys = this.members.map((own, piece) => [own.indexOf(piece), ...own.map((each) => marks[each]!)].join(' '));
    const known = this.keys.map((key) => surroundings.pieces.get(key));
    for (const each of known) if (each) each.generation = generation;
    this.placed = known.map((each, piece) => each?.anchored.map((own) => this.placedAt(own, piece)));
    this.fresh = new Set([...known.keys()].filter((piece) => this.placed[piece]?.every(isKnown) !== true));
    this.looked = new Set([...this.around, ...[...this.fresh].flatMap((piece) => this.members[piece]!)]);
    this.calls = known.map((each) => each?.calls);
  }

  get known(): string {
    return this.surroundings.known;
  }

  get wanted(): Wanted {
    return this.surroundings.wanted;
  }

  /** Remembers all of a version. */
  remember({ placed, calls, known, wanted }: Kept): void {
    const { surroundings, generation } = this;
    Object.assign(surroundings, { known, wanted });
    for (const piece of this.fresh) {
      const anchored = placed[piece]!.map((each) => this.anchoredOf(each, piece));
      // What depends on what its words do not tell is found again.
      if (!anchored.every((each) => each !== undefined)) continue;
      surroundings.pieces.set(this.keys[piece]!, { anchored, calls: calls[piece]!, generation });
    }
  }

  private placedAt({ found, place, reasons, made }: Anchored, own: number): Placed {
    const at = ({ isOwn, index, start, end }: Anchor): Place => {
      return { piece: (isOwn ? this.members[own]! : this.around)[index]!, start, end };
    };
    const placed = { found, place: at(place), reasons: reasons.map(at) };
    return made ? { ...placed, made: { ...made, edits: made.edits.map((all) => all.map(at)) } } : placed;
  }

  private anchoredOf({ found, place, reasons, made }: Placed, own: number): Anchored | undefined {
    const anchor = ({ piece, start, end }: Place): Anchor | undefined => {
      const member = this.members[own]!.indexOf(piece);
      const index = member < 0 ? this.around.indexOf(piece) : member;
      return index < 0 ? undefined : { isOwn: member >= 0, index, start, end };
    };
    const [at, ...others] = [place, ...reasons].map(anchor);
    if (!at || !others.every((each) => each !== undefined)) return undefined;
    const anchored = { found, place: at, reasons: others };
    const edits = made?.edits.map((all) => all.map(anchor).filter((each) => each !== undefined)) ?? [];
    const isAnchored = made && edits.every((all, index) => all.length === made.edits[index]!.length);
    return isAnchored ? { ...anchored, made: { ...made, edits } } : anchored;
  }
}
