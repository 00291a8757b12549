// Functions lowered for themselves, some now and some later, and what is found in them in the order of the text.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { FunctionDefinition } from './binding.ts';
import type { Session } from './session.ts';

type Places = Pick<Session, 'computed' | 'copied' | 'leaving'>;

interface Unit {
  /** Functions met outside of others, then those in them, and so on; what is lowered for what calls tell of it comes last. */
  readonly round: number;
  readonly definition: FunctionDefinition;
  readonly places: Places;
}

const none = (): Places => ({ computed: [], copied: [], leaving: [] });

/** What is found in each function that is lowered for itself. */
export class Units {
  private readonly all: Unit[] = [];

  constructor(private readonly session: Session) {}

  lower(round: number, definition: FunctionDefinition, lower: (definition: FunctionDefinition) => void): void {
    const { session } = this;
    const { computed, copied, leaving } = session;
    const places = none();
    this.all.push({ round, definition, places });
    Object.assign(session, places);
    try {
      lower(definition);
    } finally {
      Object.assign(session, { computed, copied, leaving });
    }
  }

  /** What was found outside of functions, then that in them. */
  places(): Places {
    const { computed, copied, leaving } = this.session;
    const ordered = [...this.all].sort(
      (a, b) =>
        a.round - b.round || a.definition.node.source.cell - b.definition.node.source.cell || start(a) - start(b),
    );
    const of = (own: readonly Occurrence[], pick: (places: Places) => readonly Occurrence[]) => [
      ...own,
      ...ordered.flatMap(({ places }) => pick(places)),
    ];
    return {
      computed: of(computed, (places) => places.computed),
      copied: of(copied, (places) => places.copied),
      leaving: of(leaving, (places) => places.leaving),
    };
  }
}

const start = ({ definition }: Unit) => definition.node.start;
