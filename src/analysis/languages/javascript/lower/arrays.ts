// Methods of arrays: what a callback computes of each element is the same on the whole.
import { knownAxis } from '../../../terms/axis.ts';
import { interval, unit, type Interval } from '../../../terms/bounds/interval.ts';
import { listOf } from '../../../terms/elements.ts';
import { pickOne, positionOf, someOf, upTo } from '../../../terms/gathers.ts';
import { countedBy, indices } from '../../../terms/indices.ts';
import { filledKey } from '../../../terms/lengths.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Saying, Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { leave, occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { keyedOrderOf } from '../../shared/lower/keyedOrders.ts';
import { liftElements } from '../../shared/lower/loopSummary.ts';
import { bodyOf, callbackOf, parameterName, runCallback, type Callback } from './callbacks.ts';
import { changeInPlace } from './changes.ts';
import { formatOfClass } from '../libraries/arrayClasses.ts';
import { classOf, lengthOf, noteClass, noteLength, restKey } from './elements.ts';
import { lowerExpression } from './expressions.ts';
import { found, keptBy } from './filtering.ts';
import { concatenated, flattened } from './flattening.ts';
import { dottedName } from './names.ts';
import { startOf } from './objectNumbers.ts';
import { changesOthers } from './ownNames.ts';
import { lowerRounds } from './rounds.ts';
import { summary } from './summaries.ts';
import { keepingSingles } from './singles.ts';
import { reverse, sort } from './sorting.ts';
import { partAt } from './subscripts.ts';
import { nothingKey } from '../../shared/lower/nothing.ts';
import { appendKey, isAppended } from '../../../terms/appended.ts';

export interface Call {
  readonly frame: Frame;
  readonly node: SyntaxNode;
  /** The array, and its code. */
  readonly array: Occurrence;
  readonly code: SyntaxNode;
  readonly args: readonly SyntaxNode[];
  readonly depth: number;
}

type Method = (call: Call) => Occurrence | undefined;

const methods: Readonly<Record<string, Method>> = {
  map: (call) => overElements(call, (callback) => mapped(call, call.array, callback, classOf(call.array.term))),
  forEach: (call) =>
    overElements(call, (callback) => {
      mapped(call, call.array, callback, undefined);
      return occur(call.frame, call.node, call.frame.store.opaque(nothingKey));
    }),
  filter: (call) =>
    overElements(call, (callback) => {
      const { frame, node, array } = call;
      // Which elements are left depends on it, whatever is made of them.
      const condition = mapped(call, array, callback, undefined);
      if (condition) leave(frame, condition);
      return occur(frame, node, frame.store.gather(keptBy(frame, array, callback), someOf, []), [array]);
    }),
  reduce,
  slice: slice,
  subarray: slice,
  fill,
  push,
  ...fromNames('sort toSorted', sort),
  ...fromNames('reverse toReversed', reverse),
  pop: (call) => taken(call, -1),
  shift: (call) => taken(call, 0),
  keys: (call) => result(call, indices(call.frame.store, lengthOf(call.frame.store, call.array.term))),
  at: (call) => {
    const [place] = lowerAll(call);
    return place && occur(call.frame, call.node, itemAt(call, place.term), [call.array, place]);
  },
  ...fromNames('values toFixed valueOf toArray', same),
  ...fromNames('indexOf lastIndexOf', place),
  ...fromNames('find findLast', (call) => found(call, bounded(call, interval(0, Infinity)))),
  findIndex: (call) => bounded(call, interval(-1, Infinity)),
  flat: ({ frame, node, array }) => flattened(frame, node, array),
  concat: ({ frame, node, array, args, depth }) => concatenated(frame, node, array, args, depth),
  includes: (call) => bounded(call, unit, 'member'),
  ...fromNames('every some', (call) => bounded(call, unit, 'quantified')),
};

/** Methods whose callback is given elements, with what it is called with beside them. */
export function arrayMethod(name: string, call: Call): Occurrence | undefined {
  return Object.hasOwn(methods, name) ? methods[name]!(call) : undefined;
}

/** x.at(i), which counts from the end where i is negative. */
function itemAt({ frame, array }: Call, place: Term): Term {
  const isFromEnd = place.kind === 'constant' && place.value < 0;
  return isFromEnd && !keyedOrderOf(array.term) && !isAppended(array.term)
    ? frame.store.gather(array.term, pickOne, [place])
    : partAt(frame, array.term, [place]);
}

/** The first or the last of what is sorted and has no name that would have one less then: [...x].sort((a, b) => a - b).pop() */
function taken({ frame, node, array, code }: Call, place: number): Occurrence | undefined {
  if (dottedName(code) !== undefined || !keyedOrderOf(array.term)) return undefined;
  return occur(frame, node, partAt(frame, array.term, [frame.store.constant(place)]), [array]);
}

/** x.indexOf(v), of the largest of x itself where that is. */
function place(call: Call): Occurrence {
  const { frame, node, array } = call;
  const given = lowerAll(call);
  const [value, ...others] = given;
  const term = others.length === 0 ? value?.term : undefined;
  const isExtreme = term?.kind === 'reduce' && (term.name === 'max' || term.name === 'min');
  if (!isExtreme || term.operand !== array.term) return bounded(call, interval(-1, Infinity), undefined, given);
  return occur(frame, node, positionOf(frame.store, term), [array, ...given]);
}

function lowerAll({ frame, args, depth }: Call): readonly Occurrence[] {
  return args.map((node) => lowerExpression(frame, node, depth));
}

function result({ frame, node, array }: Call, term: Term): Occurrence {
  return occur(frame, node, term, [array]);
}

function same(call: Call): Occurrence {
  lowerAll(call);
  return occur(call.frame, call.node, call.array.term, [call.array], { form: 'read' });
}

function fromNames(names: string, method: (call: Call) => Occurrence | undefined) {
  return Object.fromEntries(names.split(' ').map((name) => [name, method]));
}

function bounded(call: Call, range: Interval, says?: Saying, args = lowerAll(call)): Occurrence {
  const { frame, node, array } = call;
  const operands = [array, ...args];
  const key = `method ${node.field('function')?.field('property')?.text ?? ''}`;
  return occur(frame, node, frame.store.opaque(key, termsOf(operands), { range, says }), operands);
}

function overElements({ frame, args: [first] }: Call, then: (callback: Callback) => Occurrence | undefined) {
  const callback = first && callbackOf(frame, first);
  return callback && then(callback);
}

/**
 * What a callback makes of every element.
 * @param others - arrays whose elements it is given, too, instead of the index and the array
 * @returns undefined where what it gives is not known
 */
export function mapped(
  { frame, node, code, depth }: Pick<Call, 'frame' | 'node' | 'code' | 'depth'>,
  source: Occurrence,
  callback: Callback,
  type: string | undefined,
  others: readonly Occurrence[] = [],
): Occurrence | undefined {
  const { store } = frame;
  frame.nesting++;
  const { nesting } = frame;
  // Of a function that is only named, the argument stands where the array does.
  const at = callback.kind === 'library' ? code : callback.node;
  const element = occur(frame, at, store.element(source.term, nesting), [source], { form: 'read' });
  const place = store.element(indices(store, lengthOf(store, source.term)), nesting);
  const index = occur(frame, callback.node, place, [source], { form: 'read' });
  const given =
    others.length === 0
      ? [element, index, source]
      : [
          element,
          ...others.map((other) => occur(frame, at, store.element(other.term, nesting), [other], { form: 'read' })),
        ];
  const format = type === undefined ? undefined : formatOfClass(type);
  let value: Occurrence | undefined;
  const run = () => {
    const lower = () => runCallback(frame, callback, given, depth);
    value = format === 'float32' ? keepingSingles(frame, lower) : lower();
  };
  const counters = new Set(
    [parameterName(callback, 0), parameterName(callback, 1)].filter((name) => name !== undefined),
  );
  lowerRounds(frame, { node, body: bodyOf(callback), nesting, counters, run });
  frame.nesting--;
  if (!value) return undefined;
  const whole = liftElements(store, value.term, nesting);
  const each = whole ?? listOf(store, value.term, nesting);
  const term = format === undefined ? each : store.cast(each, format);
  noteLength(term, lengthOf(store, source.term));
  if (type !== undefined) noteClass(term, type);
  return occur(frame, node, term, [value, source]);
}

/** x.reduce((a, v) => …, initial): the callback is a round, its first parameter what is carried. */
function reduce(call: Call): Occurrence | undefined {
  const { frame, node, array, args, depth } = call;
  const { store, session } = frame;
  const [given, start] = args;
  const callback = given && callbackOf(frame, given);
  if (!callback) return undefined;
  const [count, one] = [lengthOf(store, array.term), store.constant(1)];
  const counted = countedBy(array.term);
  const isIndices = counted && !counted.from;
  const rest = isIndices ? indices(store, count, one) : store.gather(array.term, restKey, [count, one]);
  const zero = store.constant(0);
  const first = isIndices ? zero : store.gather(array.term, pickOne, [zero]);
  const initial = start
    ? startOf(frame, lowerExpression(frame, start, depth), start)
    : occur(frame, node, first, [array], { form: 'read' });
  frame.nesting++;
  const { nesting } = frame;
  // By the first characters of its code: another one that is put before it leaves its name as it is.
  const key = `${frame.id} reduce ${callback.node.text.slice(0, 100)}`;
  const id = `${key} ${session.ordinal(key)}`;
  const carried = occur(
    frame,
    callback.node,
    store.variable('loop', parameterName(callback, 0) ?? 'carried', id),
    [initial],
    { form: 'loop' },
  );
  const element = occur(frame, callback.node, store.element(start ? array.term : rest, nesting), [array], {
    form: 'read',
  });
  const index = occur(
    frame,
    callback.node,
    store.element(start ? indices(store, count) : indices(store, count, one), nesting),
    [array],
    { form: 'read' },
  );
  const end = runCallback(frame, callback, [carried, element, index, array], depth);
  frame.nesting--;
  if (!end) return undefined;
  const value = summary({
    store,
    initial: initial.term,
    carried: carried.term,
    end: end.term,
    nesting,
    running: new Set([carried.term]),
  });
  const changes = bodyOf(callback);
  if (value && !(changes && changesOthers(changes))) return occur(frame, node, value, [end, initial, array]);
  return occur(frame, node, store.opaque(`reduced ${id}`, [array.term]), [end, initial, array]);
}

function slice(call: Call): Occurrence | undefined {
  const { frame, node, array, args } = call;
  if (args.length === 0) return same(call);
  const { store } = frame;
  const bounds = lowerAll(call);
  const [start, end] = termsOf(bounds);
  const isFromStart = start?.kind === 'constant' && start.value === 0;
  if (isFromStart && !end) return same({ ...call, args: [] });
  const key = isFromStart ? upTo : 'slice';
  const indicesOf = isFromStart ? [end!] : termsOf(bounds);
  const term = store.gather(array.term, key, indicesOf);
  const type = classOf(array.term);
  if (type !== undefined) noteClass(term, type);
  return occur(frame, node, term, [array, ...bounds]);
}

/** new Array(n).fill(0): a new array is as long as before. */
function fill(call: Call): Occurrence | undefined {
  const { frame, node, array, code, args } = call;
  const { store } = frame;
  const [value] = lowerAll(call);
  if (!value || args.length !== 1) return undefined;
  const { term } = value;
  const range = term.kind === 'constant' ? { range: interval(term.value, term.value) } : {};
  const filled = store.opaque(filledKey, [array.term, term], range);
  noteLength(filled, lengthOf(store, array.term));
  const type = classOf(array.term);
  if (type !== undefined) noteClass(filled, type);
  const occurrence = occur(frame, node, filled, [array, value]);
  const name = dottedName(code);
  if (name !== undefined) changeInPlace(frame, name, occurrence);
  return occurrence;
}

/** out.push(v): from now on the name is an array with one more item. */
function push(call: Call): Occurrence | undefined {
  const { frame, node, array, code } = call;
  const { store } = frame;
  const name = dottedName(code);
  const [item, ...others] = lowerAll(call);
  if (name === undefined || !item || others.length > 0) return undefined;
  const { term } = array;
  const isList = term.kind === 'stack' || (term.kind === 'variable' && term.role === 'loop') || isAppended(term);
  if (!isList) return undefined;
  const longer =
    term.kind === 'stack' ? store.stack([...term.items, item.term]) : store.opaque(appendKey, [term, item.term]);
  const grown = occur(frame, node, longer, [array, item]);
  changeInPlace(frame, name, grown);
  return grown;
}

/** Math.max(...x), and Math.max.apply(null, x), of one array. */
export function extreme(frame: Frame, node: SyntaxNode, name: 'max' | 'min', array: Occurrence): Occurrence {
  return occur(frame, node, frame.store.reduce(name, array.term, knownAxis(0), false), [array]);
}
