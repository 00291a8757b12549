// When code is run: what is changed in place meanwhile, and what does more than give a value.
import type { Course, Version } from '../../../terms/course.ts';
import { definitionsOf, upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { runIn, syntaxOf, timeOf, type Frame } from './frame.ts';
import type { Session } from './session.ts';
import { Storage, type Root } from './storage.ts';

/** A value that is changed in place. */
export interface Change {
  /** The function of the document's own text that runs it. */
  readonly scope: string;
  readonly time: number;
  /** Undefined where it may be anything that the function has not made. */
  readonly of: Occurrence | undefined;
  /** What the name by which it is changed stands for from then on; undefined where that is not told. */
  readonly to: Occurrence | undefined;
  /** Whether it comes when gradients were taken. */
  readonly isStep?: boolean;
}

/** Notes that a value is changed in place. */
export function change(frame: Frame, of: Occurrence, to?: Occurrence): void {
  const { session } = frame;
  const now = { scope: runIn(frame), time: session.clock };
  session.changes.push({ ...now, of, to }, ...outside(frame, of).map((held) => ({ ...now, of: held, to: undefined })));
  // In the document's own text what is changed is told by the values that leave it.
  if (frame.inlined === 0 || isOwn(frame, of)) return;
  session.effects.push({ term: session.store.opaque('changed', [of.term]), scope: runIn(frame), givesSame: false });
}

/** Notes that an optimizer's step, or its like, may change whatever a function has not made, and what the optimizer was given. */
export function changeAll(frame: Frame, given: Iterable<Occurrence> = []): void {
  const { session } = frame;
  const now = { scope: runIn(frame), time: session.clock, to: undefined, isStep: true };
  session.changes.push({ ...now, of: undefined }, ...[...given].map((of) => ({ ...now, of })));
}

/** Whether nothing but what was made in a frame is seen to change where a value is changed in place. */
export function isOwn({ session, id }: Frame, of: Occurrence): boolean {
  return new Storage(session.language, new Map()).isOwn(of, id);
}

/** What a name of a function around stands for while it is run, where that is not sure. */
function outside(frame: Frame, of: Occurrence): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const { term } of new Storage(frame.session.language, new Map()).of(of).through) {
    if (term.kind !== 'variable' || term.role !== 'global') continue;
    for (let at: Frame | undefined = frame; at; at = at.caller) {
      for (let around = at.parent; around; around = around.parent) {
        const binding = around.environment.get(term.name);
        if (binding?.kind === 'value') found.push(binding.occurrence);
      }
    }
  }
  return found;
}

/**
 * Notes that something is run for more than its value.
 * @param givesSame - whether it is taken to give the same when it is run again
 */
export function affect(frame: Frame, { term }: Occurrence, givesSame: boolean): void {
  frame.session.effects.push({ term, scope: runIn(frame), givesSame });
}

/** What was noted so far. */
export function courseOf(session: Session): Course {
  const { effects, changes } = session;
  return { effects, versionsOf: (place, wholes) => versionsOf(session, changes, place, wholes) };
}

function versionsOf(
  { language }: Session,
  changes: readonly Change[],
  place: Occurrence,
  wholes: ReadonlySet<Term>,
): readonly Version[] {
  const own = changes.filter(({ scope }) => scope === place.scope);
  if (own.length === 0) return [];
  const storage = new Storage(language, new Map(own.flatMap(({ of, to }) => (to && of ? [[to, of] as const] : []))));
  const changed = own.map((each) => {
    const roots = each.of && storage.of(each.of).roots;
    return { ...each, roots: roots && ![...roots.keys()].some(mayBeAny) ? roots : undefined };
  });
  function mayBeAny(root: Root): boolean {
    const term = 'span' in root ? root.term : root;
    return [...subterms(term)].some((part) => part.kind === 'opaque' && language.givesParameters?.(part.key) === true);
  }
  const look = (at: Occurrence, by: Occurrence, isWithin: boolean): readonly Version[] => {
    const { roots, through } = storage.of(at, true);
    const time = timeOf(at);
    return [...roots].map(([root, value]) => {
      // What the name itself stands for after a change is told by its term.
      const others = changed.filter(
        (each) => (each.roots?.has(root) ?? isFromOutside(root)) && !(each.to && through.has(each.to)),
      );
      const number = others.filter((each) => isBetween(root, each.time, time)).length;
      const isLast = !others.some((each) => !each.isStep && each.to !== by && each.time > timeOf(by));
      return { value, of: root, by, number, isLast, isWithin };
    });
  };
  const { outside, within } = partsOf(place, wholes, own);
  return [...new Set([...outside, ...within])].flatMap((at) => {
    const isWithin = !outside.has(at);
    // What a value is made of, the term says of it as it was made.
    const made =
      isFollowed(at) && storage.of(at).roots.has(at)
        ? [{ value: `made ${at.term.id}`, of: at, by: at, number: 0, isLast: true, isWithin }]
        : [];
    return [...made, ...storage.looksAt(at).flatMap((operand) => look(operand, at, isWithin))];
  });
}

/**
 * The places that lead to a place: those outside of values that are taken as a whole, and those within. What such a value is made
 * of may be read at several times if it is computed once.
 */
function partsOf(
  place: Occurrence,
  wholes: ReadonlySet<Term>,
  changes: readonly Change[],
): { readonly outside: ReadonlySet<Occurrence>; readonly within: ReadonlySet<Occurrence> } {
  // What is computed several times is looked into: the parts of it may be computed once.
  const several = new Set<Term>();
  for (;;) {
    const isWhole = (at: Occurrence) => at !== place && wholes.has(at.term) && !several.has(at.term);
    const near = [...upstream(place, isWhole)];
    const sources = new Map<Term, Set<Occurrence>>();
    for (const at of near) {
      if (!isWhole(at)) continue;
      for (const source of definitionsOf(at)) sources.set(at.term, (sources.get(at.term) ?? new Set()).add(source));
    }
    const more = [...sources].filter(([, places]) => !areAtOnce([...places], changes));
    for (const [term] of more) several.add(term);
    if (more.length > 0) continue;
    const within = [...sources.values()].flatMap((of) => [...of].flatMap((source) => [...upstream(source)]));
    return { outside: new Set(near.filter((at) => !isWhole(at))), within: new Set(within) };
  }
}

/** Whether nothing is changed between some places: they stand in one statement, and no change was noted from the first to the last. */
function areAtOnce(places: readonly Occurrence[], changes: readonly Change[]): boolean {
  if (places.length < 2) return true;
  const times = places.map(timeOf);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return new Set(places.map(statementOf)).size === 1 && !changes.some(({ time }) => first < time && time <= last);
}

function statementOf(place: Occurrence): SyntaxNode | undefined {
  let node = syntaxOf(place);
  while (node?.parent && !/(statement|declaration)$/.test(node.type)) node = node.parent;
  return node;
}

/** Parameters, attributes and what else a function finds, such as an optimizer's step changes. */
function isFromOutside(root: Root): boolean {
  if ('span' in root) return false;
  return root.kind === 'variable' || (root.kind === 'opaque' && root.key.startsWith('attribute '));
}

function isFollowed({ term: { kind } }: Occurrence): boolean {
  return kind !== 'variable' && kind !== 'opaque';
}

/** Whether something happens after a value was made and before it is looked at, which may be in the next round of a loop. */
function isBetween(root: Root, time: number, look: number): boolean {
  const made = 'span' in root ? timeOf(root) : -1;
  return made <= look ? made < time && time <= look : made < time || time <= look;
}
