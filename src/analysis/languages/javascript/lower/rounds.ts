// Rounds of a loop, or of a callback that an array is given.
import type { SyntaxNode } from '../../syntax.ts';
import { carry } from '../../shared/lower/carried.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { lowerExpression } from './expressions.ts';
import { isElementwise, writesIn, type Write } from './ownNames.ts';
import { summary } from './summaries.ts';
import { joinedAfter } from '../../shared/lower/branches.ts';
import { readBack } from '../../shared/lower/readBack.ts';
import { runRounds } from '../../shared/lower/rounds.ts';

export interface Rounds {
  /** The loop, or the call that runs a callback. */
  readonly node: SyntaxNode;
  /** Whose names change from round to round. */
  readonly body: SyntaxNode | undefined;
  /** Of the elements that a round is for; undefined of a loop that is not over any. */
  readonly nesting: number | undefined;
  /** Names that tell the rounds apart. */
  readonly counters: ReadonlySet<string>;
  /** Lowers one round. */
  readonly run: () => void;
}

export function lowerRounds(frame: Frame, { node, body, nesting, counters, run }: Rounds): void {
  const { environment, store } = frame;
  const writes = body ? writesIn(body) : [];
  const names = [...new Set(writes.map((write) => write.name))];
  if (nesting !== undefined) readBefore(frame, writes);
  runRounds(frame, {
    node,
    // By what it changes that is there before: a loop that is put before or into it leaves its name as it is.
    around: names.filter((name) => environment.get(name) !== undefined),
    isOverElements: nesting !== undefined,
    run: (id, carried) => {
      for (const name of names) {
        const isApart = nesting !== undefined && body && isElementwise(body, name, counters);
        carry(frame, node, name, isApart ? undefined : id, carried);
      }
      run();
    },
    after: ({ initial, end, start, isOfAll, running, appended }) => {
      const either = () => joinedAfter(frame, node, [initial, end], nesting);
      if (initial?.kind !== 'value' || end?.kind !== 'value' || !start) return either();
      const [first, last, carried] = [initial.occurrence, end.occurrence, start.head.term];
      if (last.term === carried) return initial;
      const read = readBack(store, last.term, appended, nesting);
      const whole = { store, initial: first.term, carried, end: read, nesting: nesting ?? 0, running };
      const followed = isOfAll ? summary(whole) : undefined;
      if (!followed) return either();
      return { kind: 'value', occurrence: occur(frame, node, followed, [last, first], { form: 'join' }) };
    },
  });
}

/** Reads arrays that properties hold, of objects that the rounds leave alone: of these is told what all rounds store in them. */
function readBefore(frame: Frame, writes: readonly Write[]): void {
  const { environment } = frame;
  for (const { name, array } of writes) {
    if (array?.type !== 'member_expression' || environment.get(name) !== undefined) continue;
    const root = name.split('.', 1)[0]!;
    if (environment.get(root)?.kind !== 'value' || writes.some((write) => isWithin(name, write.name))) continue;
    const occurrence = lowerExpression(frame, array, 0);
    environment.set(name, { kind: 'value', occurrence });
  }
}

/** Whether a name is one that another one holds. */
function isWithin(name: string, other: string): boolean {
  return name.startsWith(`${other}.`);
}
