// Dictionaries whose keys are written out, and records that are made with the names of their fields.
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';
import { operandsOf } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import { notUnderstood } from '../../shared/lower/expressions.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { partsOfEach } from '../../shared/lower/loopSummary.ts';
import { lowerExpression } from './expressions.ts';

/** No kind of syntax is called so: what is not understood has the name of its kind. */
const dictionaryKey = 'entries ';

/** {} */
export function isEmptyDictionary(term: Term): boolean {
  return term.kind === 'opaque' && term.key === `${dictionaryKey}[]`;
}

type Entry = readonly [key: string, value: Occurrence];

/** { 'a': x, **more }; with a key that is not written out it is not looked into. */
export function lowerDictionary(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const parts: Occurrence[] = [];
  const entries: Entry[] = [];
  let plain = true;
  const lower = (part: SyntaxNode | undefined) => {
    const value = part && lowerExpression(frame, part, depth);
    if (value) parts.push(value);
    return value;
  };
  for (const part of node.named) {
    if (part.type === 'comment') continue;
    const isPair = part.type === 'pair';
    const key = isPair ? lower(part.field('key')) : undefined;
    const value = lower(isPair ? part.field('value') : part.named[0]);
    const name = key && keyOf(key.term);
    const more = value && !isPair ? entriesOf(frame, part, value) : undefined;
    if (more) entries.push(...more);
    else if (name !== undefined && value) entries.push([name, value]);
    else plain = false;
  }
  return plain ? record(frame, node, entries) : notUnderstood(frame, node, parts);
}

/** A dictionary of some entries, the last of a name. */
function record(frame: Frame, node: SyntaxNode, entries: readonly Entry[]): Occurrence {
  const byKey = new Map(entries);
  const values = [...byKey.values()];
  const term = frame.store.opaque(dictionaryKey + JSON.stringify([...byKey.keys()]), termsOf(values));
  return occur(frame, node, term, values);
}

/** dict(a=x), Record(a=x), Record(x) of known fields; undefined of anything else. */
export function recordOf(
  frame: Frame,
  node: SyntaxNode,
  args: readonly Argument[],
  fields: readonly string[] = [],
): Occurrence | undefined {
  const names = args.map(({ keyword }, index) => keyword ?? fields[index]);
  if (!names.every((name) => name !== undefined) || args.some(({ unpacked }) => unpacked)) return undefined;
  return record(
    frame,
    node,
    args.map(({ value }, index) => [textKey(names[index]!), value]),
  );
}

/** The same dictionary with one entry more, or another; undefined of what is no dictionary. */
export function withEntry(
  frame: Frame,
  node: SyntaxNode,
  dictionary: Occurrence,
  key: Term,
  value: Occurrence,
): Occurrence | undefined {
  const name = keyOf(key);
  const entries = name === undefined ? undefined : entriesOf(frame, node, dictionary);
  return name !== undefined && entries ? record(frame, node, [...entries, [name, value]]) : undefined;
}

/** What a dictionary has under a key, where that is known. */
export function entryOf(frame: Frame, node: SyntaxNode, dictionary: Occurrence, key: Term): Occurrence | undefined {
  const name = keyOf(key);
  return name === undefined ? undefined : named(frame, node, dictionary, name);
}

/** What a dictionary that is written out has, in the order of its keys; undefined of anything else. */
export function valuesIn(term: Term): readonly Term[] | undefined {
  return keysOf(term) && operandsOf(term);
}

/** dict(pairs), of a list of keys with what is under each, or of another dictionary. */
export function fromPairs(frame: Frame, node: SyntaxNode, { all, spread }: Arguments): Occurrence | undefined {
  const [only, ...others] = all;
  if (!only) return record(frame, node, []);
  if (spread || only.keyword !== undefined) return recordOf(frame, node, all);
  if (others.length > 0) return undefined;
  const before = entriesOf(frame, node, only.value);
  if (before) return record(frame, node, before);
  const { term } = only.value;
  const parts = partsOfEach(frame.store, term);
  if (parts) return parts.length === 2 ? occur(frame, node, parts[1]!, [only.value]) : undefined;
  if (term.kind !== 'stack') return undefined;
  const entries = term.items.flatMap((item): readonly Entry[] => {
    const [key, value, ...more] = item.kind === 'stack' ? item.items : [];
    const name = key && keyOf(key);
    if (name === undefined || !value || more.length > 0) return [];
    return [[name, occur(frame, node, value, [only.value], { form: 'read' })]];
  });
  return entries.length === term.items.length ? record(frame, node, entries) : undefined;
}

/** state.replace(a=x): the same record with other values in some fields. */
export function withFields(
  frame: Frame,
  node: SyntaxNode,
  whole: Occurrence,
  { all, spread }: Arguments,
): Occurrence | undefined {
  const before = entriesOf(frame, node, whole);
  if (!before || spread) return undefined;
  const given = all.flatMap(({ keyword, value }): readonly Entry[] =>
    keyword === undefined ? [] : [[textKey(keyword), value]],
  );
  return record(frame, node, [...before, ...given]);
}

/** What a dictionary has under a key that is not known, if all that it has are classes or functions of the text. */
export function anyOf(frame: Frame, node: SyntaxNode, dictionary: Occurrence): Occurrence | undefined {
  const values = valuesIn(dictionary.term) ?? [];
  const ofText = new Set(['class', 'function', 'instance']);
  const isOne = (value: Term) => ofText.has(frame.session.callables.get(value)?.kind ?? '');
  if (values.length === 0 || !values.every(isOne)) return undefined;
  return occur(frame, node, frame.store.join(values), [dictionary], { form: 'join' });
}

/** A field of a record by its name. */
export function fieldOf(frame: Frame, node: SyntaxNode, whole: Occurrence, name: string): Occurrence | undefined {
  return named(frame, node, whole, textKey(name));
}

/** A field of a record by its place among them. */
export function fieldAt(frame: Frame, node: SyntaxNode, whole: Occurrence, place: Term): Occurrence | undefined {
  const { term } = whole;
  const value = place.kind === 'constant' && keysOf(term) ? operandsOf(term).at(place.value) : undefined;
  return value && occur(frame, node, value, [sourceOf(whole, value)], { form: 'read' });
}

/** Whether it is a dictionary or a record, or one in some branch. */
export function mayHaveEntries(term: Term): boolean {
  if (term.kind === 'where') return mayHaveEntries(term.yes) || mayHaveEntries(term.no);
  return term.kind === 'join' ? term.items.some(mayHaveEntries) : keysOf(term) !== undefined;
}

function named(frame: Frame, node: SyntaxNode, whole: Occurrence, name: string): Occurrence | undefined {
  const value = valueIn(frame, whole.term, name) ?? functionBefore(frame, whole.term, name);
  return value && occur(frame, node, value, [sourceOf(whole, value)], { form: 'read' });
}

/** What a loop hands on from round to round keeps the functions that it began with. */
function functionBefore(frame: Frame, term: Term, name: string): Term | undefined {
  const [before] = term.kind === 'variable' && term.role === 'loop' ? (frame.session.rounds.get(term) ?? []) : [];
  const value = before && valueIn(frame, before.term, name);
  return value && frame.session.callables.has(value) ? value : undefined;
}

function valueIn({ store }: Frame, term: Term, name: string): Term | undefined {
  const inBranch = (branch: Term) => {
    const index = keysOf(branch)?.indexOf(name) ?? -1;
    return branch.kind === 'opaque' && index >= 0 ? branch.operands[index] : undefined;
  };
  if (term.kind === 'where') {
    const [yes, no] = [inBranch(term.yes), inBranch(term.no)];
    return yes && no && store.where(term.condition, yes, no);
  }
  const branches = term.kind === 'join' ? term.items : [term];
  const values = branches.flatMap((branch) => inBranch(branch) ?? []);
  // A branch without the key ends with an error; what is no dictionary may have anything under it.
  return values.length > 0 && branches.every(keysOf) ? store.join(values) : undefined;
}

/** What the key of an entry is called that is a text, and one that is a number; undefined of any other. */
function keyOf(key: Term): string | undefined {
  if (key.kind === 'constant') return String(key.value);
  // What f'{n}' says is another text for another n.
  const text = operandsOf(key).length > 0 ? undefined : textOf(key);
  return text === undefined ? undefined : textKey(text);
}

/** No number is called so. */
function textKey(text: string): string {
  return `'${text}`;
}

function keysOf(term: Term): readonly string[] | undefined {
  if (term.kind !== 'opaque' || !term.key.startsWith(dictionaryKey)) return undefined;
  return JSON.parse(term.key.slice(dictionaryKey.length)) as string[]; // as `record` made it
}

/** The entries of a dictionary that is written out, by what their keys are called: see `keyOf`. */
export function entriesOf(frame: Frame, node: SyntaxNode, whole: Occurrence): readonly Entry[] | undefined {
  const { term } = whole;
  const keys = keysOf(term);
  if (!keys || term.kind !== 'opaque') return undefined;
  const sources = sourcesOf(whole);
  return keys.map((key, index) => {
    const value = term.operands[index]!;
    // A dictionary that is filled one by one has as many entries to go through each time: no place is made for those known.
    return [key, sources.get(value) ?? occur(frame, node, value, [whole], { form: 'read' })];
  });
}

/** Where each value was put into what it is read from, as far as that is known. */
function sourcesOf(whole: Occurrence): ReadonlyMap<Term, Occurrence> {
  const sources = new Map<Term, Occurrence>();
  for (const { operands } of definitionsOf(whole)) {
    for (const operand of operands) if (!sources.has(operand.term)) sources.set(operand.term, operand);
  }
  return sources;
}

function sourceOf(whole: Occurrence, value: Term): Occurrence {
  return sourcesOf(whole).get(value) ?? whole;
}
