// Code that runs again and again is followed once, with what it carries around unknown; afterwards a name is what all of
// the rounds made of it, or what it was before or at the end of one.
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from './binding.ts';
import { inFork, meet } from './branches.ts';
import type { Carried } from './carried.ts';
import type { Environment } from './environment.ts';
import type { Frame } from './frame.ts';
import { itemAppended } from './readBack.ts';

/** What became of a name in the rounds. */
export interface Left {
  readonly initial: Binding | undefined;
  /** At the end of a round. */
  readonly end: Binding | undefined;
  /** At the head of a round, of a name that is carried around. */
  readonly start: Carried | undefined;
  /** Whether every round is run to its end, for the elements that the rounds are for. */
  readonly isOfAll: boolean;
  /** All that is carried around. */
  readonly running: ReadonlySet<Term>;
  /** What each round appends to lists that begin empty, by the lists with it. */
  readonly appended: ReadonlyMap<Term, Term>;
}

export interface Rounds {
  /** The loop, or the call that runs a callback. */
  readonly node: SyntaxNode;
  /** Names of which something is there before that the rounds change: a loop is told from others by them, in whatever order. */
  readonly around: readonly string[];
  /** Whether there is a round for each of some elements. */
  readonly isOverElements: boolean;
  /**
   * Lowers one round.
   * @param id - names the loop
   * @param carried - takes what is carried around
   */
  readonly run: (id: string, carried: Map<string, Carried>) => void;
  /** What a name stands for after them. */
  readonly after: (left: Left) => Binding | undefined;
}

export function runRounds(frame: Frame, { node, around, isOverElements, run, after }: Rounds): void {
  const before = frame.environment;
  const key = `${frame.id} loop ${[...around].sort().join(',')}`;
  const id = `${key} ${frame.session.ordinal(key)}`;
  const carried = new Map<string, Carried>();
  const exits: Environment[] = [];
  frame.loops.push({ before, exits });
  const round = inFork(frame, () => {
    run(id, carried);
  });
  frame.loops.pop();
  for (const [name, { sources }] of carried) {
    const end = round.get(name);
    if (end?.kind === 'value') sources?.push(end.occurrence);
  }
  const finished = before.fork();
  const isOfAll = isOverElements && exits.length === 0 && round.ended !== 'break' && round.ended !== 'return';
  const running = new Set([...carried.values()].filter(({ sources }) => sources).map(({ head }) => head.term));
  const appended = new Map(
    [...carried].flatMap(([name, { head }]) => {
      const found = itemAppended(before.get(name), head.term, round.get(name));
      return found ? [found] : [];
    }),
  );
  for (const name of round.changedSince(before)) {
    const [initial, end, start] = [before.get(name), round.get(name), carried.get(name)];
    finished.set(name, after({ initial, end, start, isOfAll, running, appended }));
  }
  frame.environment = before;
  meet(frame, node, [finished, ...exits]);
}
