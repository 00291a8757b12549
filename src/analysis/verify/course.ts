// Whether code runs as it did after a rewrite: the same calls of what is not known, in the same order, and values read while they
// are what they were.
import type { Edit, Span } from '../findings.ts';
import type { LoweredDocument } from '../languages/frontEnd.ts';
import type { RewritePlan } from '../rules/rule.ts';
import type { Course, Version } from '../terms/course.ts';
import type { Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { unrefined } from '../terms/unrefined.ts';
import { substitute, subterms } from '../terms/walk.ts';
import { contains, mapSpan } from './apply.ts';
import { isNear } from './rest.ts';

/**
 * Whether the given functions call what is not known in the order in which they did, with what it was given before. Calls of the
 * same one after another are taken to give the same, as the finding takes them to: of these one will do.
 * @param exchange - values that others take the place of
 * @param areEqual - whether those are the same in real numbers: where one of them stands once more it may stay
 */
export function runsTheSame(
  store: TermStore,
  before: Course,
  after: Course,
  exchange: ReadonlyMap<Term, Term>,
  scopes: readonly string[],
  areEqual = false,
): boolean {
  const exchanged = (term: Term) => unrefined(store, substitute(store, term, exchange));
  const expected = runs(before, scopes, exchanged);
  const wanted = new Set([...expected.values()].flatMap((calls) => calls.map(({ term }) => term)));
  const found = runs(after, scopes, (term) => {
    const now = unrefined(store, term);
    return wanted.has(now) || !areEqual ? now : exchanged(now);
  });
  return [...new Set([...expected.keys(), ...found.keys()])].every((scope) => {
    const [calls, now] = [expected.get(scope) ?? [], found.get(scope) ?? []];
    return (
      calls.length === now.length &&
      calls.every(({ term, times }, index) => term === now[index]!.term && times >= now[index]!.times)
    );
  });
}

interface Run {
  readonly term: Term;
  /** How many there are of them, one after another. */
  times: number;
}

/** Those of each function. In one within another the order is one of its own: it is run at some other time. */
function runs(
  { effects }: Course,
  scopes: readonly string[],
  tell: (term: Term) => Term,
): ReadonlyMap<string, readonly Run[]> {
  const found = new Map<string, Run[]>();
  for (const effect of effects) {
    if (!isNear(effect, scopes)) continue;
    const list = found.get(effect.scope) ?? [];
    found.set(effect.scope, list);
    const [term, last] = [tell(effect.term), list.at(-1)];
    if (effect.givesSame && last?.term === term) last.times++;
    else list.push({ term, times: 1 });
  }
  return found;
}

/** Whether everything that a plan's values are made of is read while it is what it was when it was read before the edits. */
export function readsTheSame(
  store: TermStore,
  before: LoweredDocument,
  after: LoweredDocument,
  { keeps }: RewritePlan,
  edits: readonly Edit[],
): boolean {
  const pairs = keeps.map(({ at, by }) => {
    const kept = new Set(subterms(by));
    const wholes = new Set([...subterms(at.term)].filter((part) => part.kind !== 'constant' && kept.has(part)));
    const place = mapSpan(at.span, edits);
    const wanted = unrefined(store, by);
    const isThere = ({ term, span }: Occurrence) => contains(place, span) && unrefined(store, term) === wanted;
    const now = after.computed.filter(isThere).flatMap((each) => after.versionsOf(each, wholes));
    return { old: before.versionsOf(at, wholes), now };
  });
  const [old, now] = [pairs.flatMap((pair) => pair.old), pairs.flatMap((pair) => pair.now)];
  const known = numbersBy(old, ({ value }) => value);
  // Of equal values that were made in two places each has changes of its own.
  const homes = numbersBy(old, (version) => homeOf(version, (span) => mapSpan(span, edits)));
  const looks = numbersBy(old, lookOf);
  const knownOf = (version: Version) => homes.get(homeOf(version, (span) => span)) ?? known.get(version.value);
  const isKnown = (version: Version) => {
    const numbers = looks.get(lookOf(version)) ?? knownOf(version);
    return numbers?.has(version.number) ?? version.number === 0;
  };
  // What is computed anew may be needed once more where gradients are taken.
  const differentiates = keeps.some(({ at }) => at.behaviour?.differentiates === true);
  const written = editedSpans(edits);
  const isNew = ({ span }: Occurrence) => written.some((each) => contains(each, span));
  const isKept = ({ isLast, by }: Version) => isLast || !differentiates || !isNew(by);
  // What was read at several times, the new code may read at the wrong one.
  const isSure = (version: Version) => !isNew(version.by) || (knownOf(version)?.size ?? 1) === 1;
  const isRight = (version: Version) => isKnown(version) && isSure(version) && isKept(version);
  return isOneOfEach(old) && isOneOfEach(now) && now.every(isRight);
}

/** Where the new code stands. */
function editedSpans(edits: readonly Edit[]): readonly Span[] {
  return edits.map((edit) => {
    const { cell, text } = edit;
    const before = edits.filter((other) => other !== edit && other.cell === cell && other.start < edit.start);
    const start = before.reduce((at, { start: from, end, text: by }) => at + by.length - (end - from), edit.start);
    return { cell, start, end: start + text.length };
  });
}

/** What it is, and where in a text it was made. */
function homeOf({ value, of }: Version, mapped: (span: Span) => Span): string {
  const { cell, start, end } = 'span' in of ? mapped(of.span as Span) : { cell: 0, start: 0, end: 0 }; // an occurrence, of what was made
  return `${value} at ${cell}:${start}-${end}`;
}

/** What is computed from what. */
function lookOf({ value, by }: Version): string {
  return `${by.term.id} of ${value}`;
}

/** Whether nothing is read at a time when it is not what it was at another. */
function isOneOfEach(versions: readonly Version[]): boolean {
  const looked = versions.filter(({ isWithin }) => !isWithin);
  return [...numbersBy(looked, ({ of }) => of).values()].every(({ size }) => size === 1);
}

function numbersBy(
  versions: readonly Version[],
  key: (version: Version) => unknown,
): ReadonlyMap<unknown, ReadonlySet<number>> {
  const numbers = new Map<unknown, Set<number>>();
  for (const version of versions) {
    const known = numbers.get(key(version));
    if (known) known.add(version.number);
    else numbers.set(key(version), new Set([version.number]));
  }
  return numbers;
}
