// Branches are followed each for itself; where they meet again, a name is one of what it was in them.
import { left } from '../../../terms/elements.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sameBinding, type Binding } from './binding.ts';
import { extremeOf, sinceNone } from './comparisons.ts';
import type { Environment } from './environment.ts';
import { occur, type Frame } from './frame.ts';
import { isNothing } from './nothing.ts';

/** Lowers something in a fork of the environment, which is put back afterwards. */
export function inFork(frame: Frame, lower: () => void): Environment {
  const before = frame.environment;
  const fork = before.fork();
  frame.environment = fork;
  lower();
  frame.environment = before;
  return fork;
}

/** Continues after branches of the current environment; those that have ended elsewhere do not count. */
export function meet(frame: Frame, node: SyntaxNode, branches: readonly Environment[]): void {
  const base = frame.environment;
  const live = branches.filter((branch) => !branch.ended);
  if (live.length === 0) {
    base.ended = branches[0]?.ended;
    return;
  }
  if (live.length === 1) base.keepOrders(live[0]!);
  const names = new Set(live.flatMap((branch) => [...branch.changedSince(base)]));
  for (const name of names) {
    const bindings = live.map((branch) => branch.get(name));
    const [only] = bindings;
    // Where one branch goes on, what its condition says of a name goes on with it.
    if (bindings.length === 1 && only && unrefined(frame, only) !== only) base.set(name, only);
    else {
      const plain = bindings.map((each) => each && unrefined(frame, each));
      // Of several values, what a condition says of the one that a branch leaves as it was goes on with that.
      const [first] = plain;
      const isOne = first && plain.every((each) => each && sameBinding(each, first));
      const binding = joined(frame, node, isOne ? plain : bindings);
      // What one branch alone binds was counted there.
      if (bindings.includes(binding)) base.set(name, binding);
      else if (binding !== base.get(name)) frame.bind(name, binding);
      if (binding && bindings.some((each) => each && !sameBinding(each, binding)))
        noteModule(frame, node, name, binding);
    }
  }
}

/** Notes that something of a library is called by a name that no import gives it. */
export function noteModule(
  { own, session }: Frame,
  node: SyntaxNode,
  name: string,
  binding: Binding | undefined,
): void {
  if (!own || binding?.kind !== 'library') return;
  if (session.imports.some((item) => item.name === name && item.path === binding.path && item.node === node)) return;
  session.imports.push({ name, path: binding.path, whole: undefined, node });
}

/** What a name stands for but for the bounds that a branch gave it. */
export function unrefined(frame: Frame, binding: Binding): Binding {
  return (binding.kind === 'value' && frame.session.refinements.get(binding.occurrence)) || binding;
}

/** One of several bindings; where a branch leaves the name unset, it is not that branch which is read. */
export function joined(
  frame: Frame,
  node: SyntaxNode,
  bindings: readonly (Binding | undefined)[],
): Binding | undefined {
  const set = bindings.filter((binding) => binding !== undefined);
  const [first] = set;
  if (!first || set.every((binding) => sameBinding(binding, first))) return first;
  if (!set.every((binding) => binding.kind === 'value')) return eitherModule(frame, set);
  const occurrences = set.map(({ occurrence }) => occurrence);
  const term = frame.store.join(occurrences.map((occurrence) => occurrence.term));
  return { kind: 'value', occurrence: occur(frame, node, term, occurrences, { form: 'join' }) };
}

/** A module that is one or another; of one that could not be imported, nothing is read where a name stands for None instead. */
function eitherModule({ session }: Frame, bindings: readonly Binding[]): Binding | undefined {
  const given = bindings.filter((each) => each.kind !== 'value' || !isNothing(each.occurrence.term));
  const paths = given.flatMap((each) => (each.kind === 'library' ? each.path : []));
  const path = paths.length === given.length ? session.language.eitherOf?.(paths) : undefined;
  return path === undefined ? undefined : { kind: 'library', path };
}

/** What a name is after a loop whose rounds leave one thing or another in it. */
export function joinedAfter(
  frame: Frame,
  node: SyntaxNode,
  [initial, end]: readonly [Binding | undefined, Binding | undefined],
  nesting: number | undefined,
): Binding | undefined {
  if (end?.kind !== 'value' || nesting === undefined) return joined(frame, node, [initial, end]);
  const { occurrence } = end;
  const term = left(frame.store, occurrence.term, nesting);
  const after = term === occurrence.term ? occurrence : occur(frame, node, term, [occurrence], { form: 'join' });
  return joined(frame, node, [initial, { kind: 'value', occurrence: after }]);
}

/**
 * Where a branch alone takes v for m if v > m, the larger of the two is in m afterwards; so it is where one branch takes
 * v and the other m.
 */
export function extremes(
  frame: Frame,
  node: SyntaxNode,
  test: Occurrence,
  [branch, otherwise]: readonly Environment[],
): readonly [string, Binding][] {
  if (!branch || !otherwise || branch.ended || otherwise.ended) return [];
  const changed = [branch, otherwise].flatMap((each) => [...each.changedSince(frame.environment)]);
  return [...new Set(changed)].flatMap((name): [string, Binding][] => {
    const [before, after] = [otherwise.get(name), branch.get(name)].map((each) => each && unrefined(frame, each));
    if (before?.kind !== 'value' || after?.kind !== 'value') return [];
    const [kept, taken] = [before.occurrence, after.occurrence];
    const larger = sinceNone(test.term, taken.term, kept.term);
    if (larger) return [[name, larger === kept.term ? before : after]];
    const extreme = extremeOf(test.term, taken.term, kept.term);
    if (!extreme) return [];
    // What it was before comes first, whichever branch keeps that.
    const first = frame.environment.get(name);
    const isTaken = first?.kind === 'value' && first.occurrence.term === taken.term;
    const [old, now] = isTaken ? [taken, kept] : [kept, taken];
    const term = frame.store.binary(extreme, old.term, now.term);
    return [[name, { kind: 'value', occurrence: occur(frame, node, term, [old, now]) }]];
  });
}

/** A handler can be reached from anywhere in what was tried: what that binds is or is not bound there. */
export function enterHandler(frame: Frame, node: SyntaxNode, tried: Environment): void {
  const { environment } = frame;
  for (const name of tried.changedSince(environment)) {
    environment.set(name, joined(frame, node, [environment.get(name), tried.get(name)]));
  }
}
