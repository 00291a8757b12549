// Code that runs again and again is followed once, with what it carries around unknown; afterwards a name is what all of
// the rounds made of it, or what it was before or at the end of one.
import type { SyntaxNode } from '../../syntax.ts';
import type { Environment } from '../../shared/lower/environment.ts';
import { carry, type Carried } from '../../shared/lower/carried.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { isElementwise, writesIn } from './ownNames.ts';
import { summary } from './summaries.ts';
import { inFork, joinedAfter, meet } from '../../shared/lower/branches.ts';

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
  const before = frame.environment;
  const names = [...new Set(body ? writesIn(body).map((write) => write.name) : [])];
  // By what it changes that is there before: a loop that is put before or into it leaves its name as it is.
  const key = `${frame.id} loop ${names.filter((name) => before.get(name) !== undefined).join(',')}`;
  const id = `${key} ${frame.session.ordinal(key)}`;
  const carried = new Map<string, Carried>();
  const exits: Environment[] = [];
  frame.loops.push({ before, exits });
  const round = inFork(frame, () => {
    for (const name of names) {
      const isApart = nesting !== undefined && body && isElementwise(body, name, counters);
      carry(frame, node, name, isApart ? undefined : id, carried);
    }
    run();
  });
  frame.loops.pop();
  for (const [name, { sources }] of carried) {
    const end = round.get(name);
    if (end?.kind === 'value') sources?.push(end.occurrence);
  }
  const finished = before.fork();
  const summed = nesting !== undefined && exits.length === 0 && round.ended !== 'break' && round.ended !== 'return';
  const running = new Set([...carried.values()].filter(({ sources }) => sources).map(({ head }) => head.term));
  for (const name of round.changedSince(before)) {
    const [initial, end, start] = [before.get(name), round.get(name), carried.get(name)];
    const either = () => joinedAfter(frame, node, [initial, end], nesting);
    if (initial?.kind !== 'value' || end?.kind !== 'value') {
      finished.set(name, either());
      continue;
    }
    const [first, last] = [initial.occurrence, end.occurrence];
    if (!start || last.term === start.head.term) {
      finished.set(name, start ? initial : either());
      continue;
    }
    const { store } = frame;
    const whole = {
      store,
      initial: first.term,
      carried: start.head.term,
      end: last.term,
      nesting: nesting ?? 0,
      running,
    };
    const followed = summed ? summary(whole) : undefined;
    const value = followed && occur(frame, node, followed, [last, first], { form: 'join' });
    finished.set(name, value ? { kind: 'value', occurrence: value } : either());
  }
  frame.environment = before;
  meet(frame, node, [finished, ...exits]);
}
