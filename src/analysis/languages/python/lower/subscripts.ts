import { isAppended } from '../../../terms/appended.ts';
import { countedBy } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { unit } from '../../../terms/bounds/interval.ts';
import {
  extremePicked,
  identityMatrix,
  isStored,
  oneHot,
  pickOne,
  sorted,
  sortedDown,
  sortedRow,
  upTo,
} from '../../../terms/gathers.ts';
import { firstInOrder, firstOfSorted, isArgsort, orderDown, orderOf, orderedRow } from '../../../terms/orders.ts';
import type { TermStore } from '../../../terms/store.ts';
import { rowOf } from '../../../terms/tables.ts';
import type { Term, WhereTerm } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { bareText } from './bareText.ts';
import { columnIn } from './columns.ts';
import { layersAt } from './layers.ts';
import { maskOf } from './nonzero.ts';
import { maskRange, partMaskRange } from './refinement.ts';
import { refinedTerm } from '../../shared/lower/refinement.ts';
import { anyOf, entryOf, fieldAt, mayHaveEntries } from './dictionaries.ts';
import { isAll, isAsLong, isIndex } from './room.ts';
import { partsOfEach } from '../../shared/lower/loopSummary.ts';
import { isPair } from '../../shared/lower/pairs.ts';
import { pairedIndices, pairedValues } from './pairs.ts';
import { entryOfEnd } from './sortKeys.ts';

/** The key of how many elements a value has. */
export const lengthKey = 'call len ';

export function lowerSubscript(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const value = subscript(frame, node, depth);
  const refined = refinedTerm(frame, value.term);
  return refined ? occur(frame, node, refined, [value], { form: 'read' }) : value;
}

function subscript(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const value = node.field('value');
  const indices = node.fields('subscript');
  if (!value || indices.length === 0) return lowerOther(frame, node, depth);
  const object = lowerExpression(frame, value, depth);
  if (isPair(frame.session, object) && indices.length === 1) {
    if (indices[0]!.text === '0') return pairedValues(frame, node, object);
    if (indices[0]!.text === '1') return pairedIndices(frame, node, object);
  }
  const layers = layersAt(frame, node, object);
  if (layers) return layers;
  const entry = entryAt(frame, node, object, indices, depth);
  // Functions and classes are kept to be looked up.
  if (entry && (isNear(frame, value) || frame.session.callables.has(entry.term) || entry.form === 'join')) return entry;
  const whole = wholeItem(object.term, indices) ?? tupleAt(frame.store, object.term, indices);
  if (whole) return occur(frame, node, whole, [object], { form: 'read' });
  const parts = indices.flatMap((index) => (index.type === 'tuple' ? index.named : [index]));
  const inserted = insertedAxes(frame, parts, depth);
  if (inserted.length > 0) {
    const { store } = frame;
    const term = inserted.reduce((whole, at) => store.reshape({ to: 'insert', at }, whole), object.term);
    return occur(frame, node, term, [object]);
  }
  if (parts.every(takesAll)) return occur(frame, node, object.term, [object], { form: 'read' });
  return gather(frame, node, object, parts, depth);
}

/** What a scope further out keeps in a dictionary may have been set to something else since. */
function isNear(frame: Frame, object: SyntaxNode): boolean {
  return object.type !== 'identifier' || frame.environment.get(object.text) !== undefined;
}

function entryAt(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  [index, ...others]: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  if (!index || others.length > 0 || !mayHaveEntries(object.term)) return undefined;
  const key = lowerExpression(frame, index, depth);
  return entryOf(frame, node, object, key.term) ?? fieldAt(frame, node, object, key.term) ?? anyOf(frame, node, object);
}

/** A constant index into a list or tuple that is written out. */
function wholeItem(term: Term, indices: readonly SyntaxNode[]): Term | undefined {
  if (term.kind !== 'stack' || indices.length !== 1) return undefined;
  const text = indices[0]!.text;
  return /^-?\d+$/.test(text) ? term.items.at(Number(text)) : undefined;
}

/** One of a list of tuples, by a number. */
function tupleAt(store: TermStore, list: Term, [index, ...others]: readonly SyntaxNode[]): Term | undefined {
  const parts = others.length === 0 && index?.type === 'integer' ? partsOfEach(store, list) : undefined;
  const place = store.constant(Number(index?.text));
  return (
    parts &&
    store.stack(
      parts.map((part) => {
        const first = index?.text === '0' && orderOf(part) === sortedRow;
        return first ? firstOfSorted(store, part, place, true)! : store.gather(part, pickOne, [place]);
      }),
    )
  );
}

function takesAll({ type, text }: SyntaxNode): boolean {
  return type === 'ellipsis' || (type === 'slice' && text === ':');
}

/** A name of None in NumPy and those that have its interface, in TensorFlow and PyTorch. */
function isNewAxis(term: Term): boolean {
  return term.kind === 'opaque' && /^library [\w.]+\.newaxis$/.test(term.key);
}

/** Where `[:, None]` and its like put their new axes, one after the other, if that is all they do. */
function insertedAxes(frame: Frame, parts: readonly SyntaxNode[], depth: number): readonly number[] {
  const isNew = (part: SyntaxNode) =>
    part.type === 'none' || (part.type !== 'slice' && isNewAxis(lowerExpression(frame, part, depth).term));
  const added = parts.flatMap((part, index) => (isNew(part) ? [index] : []));
  if (!parts.every((part, index) => added.includes(index) || takesAll(part))) return [];
  const ellipsis = parts.findIndex((part) => part.type === 'ellipsis');
  if (ellipsis < 0) return added;
  // Behind the ellipsis they are counted from the end: the last of them first.
  const before = added.filter((at) => at < ellipsis);
  const behind = added.filter((at) => at > ellipsis).map((at) => at - parts.length);
  return [...before, ...behind.reverse()];
}

function gather(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  parts: readonly SyntaxNode[],
  depth: number,
): Occurrence {
  const indices = parts.map((part) => {
    const index = lowerExpression(frame, part, depth);
    const mask = parts.length === 1 ? maskOf(frame.store, index.term) : index.term;
    return mask === index.term ? index : occur(frame, part, mask, [index]);
  });
  const [row] = indices;
  const term = row && indices.length === 1 ? (columnIn(object.term, row.term)?.of ?? object.term) : object.term;
  if (term.kind === 'opaque' && term.key === identityMatrix && row && indices.length === 1) {
    return occur(frame, node, frame.store.opaque(oneHot, [row.term], { range: unit }), [row]);
  }
  const column = row && indices.length === 1 ? columnIn(object.term, row.term) : undefined;
  const stored = column?.stored ?? storedAt(term, termsOf(indices));
  if (stored) return occur(frame, node, stored, [object, ...indices]);
  const each = row && indices.length === 1 ? elementAt(frame, term, row.term) : undefined;
  if (each) return occur(frame, node, each, [object, ...indices]);
  // What was appended last.
  if (row?.term === frame.store.constant(-1) && indices.length === 1 && term.kind === 'opaque' && isAppended(term))
    return occur(frame, node, term.operands[1]!, [object, row], { form: 'read' });
  const end = row && indices.length === 1 ? entryOfEnd(frame, term, row.term) : undefined;
  if (end) return occur(frame, node, end, [object, ...indices]);
  const key = parts.map((part) => (part.type === 'slice' ? 'slice' : pickOne)).join(' ');
  const known = key.includes('slice')
    ? undefined
    : (extremePicked(frame.store, term, termsOf(indices)) ?? inOrder(frame.store, term, termsOf(indices)));
  const first = isEndOf(term, parts) && firstOfSorted(frame.store, term, indices.at(-1)!.term, parts.length === 1);
  const picked =
    first || known || reversed(frame.store, term, parts) || frame.store.gather(term, key, termsOf(indices));
  const range = row && indices.length === 1 ? maskRange(row.term, term) : partMaskRange(termsOf(indices), term);
  return occur(frame, node, range ? frame.store.refined(picked, range) : picked, [object, ...indices]);
}

/** Whether the largest of what is sorted along the last axis is picked, x[..., :1], x[:, 0] or x[:, -1], or of a row, x[0]. */
function isEndOf(whole: Term, parts: readonly SyntaxNode[]): boolean {
  const order = orderOf(whole);
  const rest = parts.slice(0, -1);
  if (!order || !rest.every(takesAll) || (rest.length === 0 && order === sortedDown)) return false;
  const end = order === sorted ? /^(?:-1|-1:|\[?-1\]?)$/ : /^(?:0?:1|\[?0\]?)$/;
  return end.test(bareText(parts.at(-1)));
}

/** x[::-1] of what is sorted, or of the indices that would sort it: the largest comes first. */
function reversed(store: TermStore, whole: Term, parts: readonly SyntaxNode[]): Term | undefined {
  if (parts.length !== 1 || bareText(parts[0]) !== '::-1') return undefined;
  if (whole.kind === 'opaque') return isArgsort(whole) ? orderDown(store, whole.operands[0]!) : undefined;
  return whole.kind === 'gather' && whole.key === sorted && whole.indices.length === 0
    ? store.gather(whole.operand, sortedRow, [])
    : undefined;
}

/** The largest of a row, x[order[0]], or all of it in order, x[np.argsort(-x)]. */
function inOrder(store: TermStore, whole: Term, [index, ...others]: readonly Term[]): Term | undefined {
  if (!index || others.length > 0) return undefined;
  if (orderedRow(index) === whole) return store.gather(whole, sortedRow, []);
  return firstInOrder(store, whole, index);
}

/** What was stored last, at this very place. */
function storedAt(whole: Term, places: readonly Term[]): Term | undefined {
  return whole.kind === 'where' && isOverwritten(whole, places) ? whole.yes : undefined;
}

/** An array without what was stored last at the very place where something else is stored now. */
export function without(array: Term, places: readonly Term[]): Term {
  return array.kind === 'where' && isOverwritten(array, places) ? array.no : array;
}

/** Whether what an array holds at one place was stored there last: at p[i], or all of the row at p[i, :]. */
function isOverwritten({ condition, no }: WhereTerm, places: readonly Term[]): boolean {
  if (!isStored(condition)) return false;
  const [key, ...more] = places;
  const isKey = key?.kind === 'element' && key.of === no && more.length === 0;
  if (isKey && condition.operands.length === 1 && condition.operands[0] === key) return true;
  const [stored, wanted] = [condition.operands, places].map(withoutAll) as [readonly Term[], readonly Term[]];
  const isSame = stored.length === wanted.length && stored.every((place, i) => place === wanted[i]);
  return isSame && stored.some(isIndex) && stored.every((place) => isIndex(place) || isAll(place));
}

/** Indices without those behind the others that take all along an axis. */
export function withoutAll(places: readonly Term[]): readonly Term[] {
  const isBehind = (at: number) => places.slice(at).every(isAll);
  return places.filter((_, at) => !isBehind(at));
}

/** z[i] for every i of range(n) is every element of z, or of the first n; d[k] for every key of d is each of its values. */
function elementAt({ store }: Frame, whole: Term, index: Term): Term | undefined {
  if (index.kind === 'element' && index.of === whole) return index;
  const counted = index.kind === 'element' ? countedBy(index.of) : undefined;
  if (index.kind !== 'element' || !counted || counted.from) return undefined;
  const { count } = counted;
  if (!isAsLong(whole, count)) return store.element(store.gather(whole, upTo, [count]), index.nesting);
  return rowOf(store, whole, index.nesting) ?? store.element(whole, index.nesting);
}
