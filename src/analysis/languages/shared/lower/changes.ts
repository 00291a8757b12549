// When code is run: what is changed in place meanwhile, and what does more than give a value.
import type { Course, Version } from '../../../terms/course.ts';
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { runIn, timeOf, type Frame } from './frame.ts';
import type { Session } from './session.ts';
import { Storage, type Root } from './storage.ts';

/** A value that is changed in place. */
export interface Change {
  /** The function of the document's own text that runs it. */
  readonly scope: string;
  readonly time: number;
  readonly of: Occurrence;
  /** What the name by which it is changed stands for from then on; undefined where that is not told. */
  readonly to: Occurrence | undefined;
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
  return { effects, versionsOf: (place) => versionsOf(session, changes, place) };
}

function versionsOf({ language }: Session, changes: readonly Change[], place: Occurrence): readonly Version[] {
  const own = changes.filter(({ scope }) => scope === place.scope);
  if (own.length === 0) return [];
  const storage = new Storage(language, new Map(own.flatMap(({ of, to }) => (to ? [[to, of] as const] : []))));
  const changed = own.map((each) => ({ ...each, roots: storage.of(each.of).roots }));
  const look = (at: Occurrence, by: Occurrence): readonly Version[] => {
    const { roots, through } = storage.of(at, true);
    const time = timeOf(at);
    return [...roots].map(([root, value]) => {
      // What the name itself stands for after a change is told by its term.
      const others = changed.filter((each) => each.roots.has(root) && !(each.to && through.has(each.to)));
      const number = others.filter((each) => isBetween(root, each.time, time)).length;
      return { value, of: root, by, number, isLast: !others.some((each) => each.to !== by && each.time > timeOf(by)) };
    });
  };
  return [...upstream(place)].flatMap((at) => {
    // What a value is made of, the term says of it as it was made.
    const made =
      isFollowed(at) && storage.of(at).roots.has(at)
        ? [{ value: `made ${at.term.id}`, of: at, by: at, number: 0, isLast: true }]
        : [];
    return [...made, ...storage.looksAt(at).flatMap((operand) => look(operand, at))];
  });
}

function isFollowed({ term: { kind } }: Occurrence): boolean {
  return kind !== 'variable' && kind !== 'opaque';
}

/** Whether something happens after a value was made and before it is looked at, which may be in the next round of a loop. */
function isBetween(root: Root, time: number, look: number): boolean {
  const made = 'span' in root ? timeOf(root) : -1;
  return made <= look ? made < time && time <= look : made < time || time <= look;
}
