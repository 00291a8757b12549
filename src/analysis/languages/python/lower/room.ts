// New arrays and lists that a loop fills from the first element to the last: nothing of what they were made with is left.
import { declaredFormat } from '../../../terms/format.ts';
import { elementsIn } from '../../../terms/elements.ts';
import { isStored, pickOne } from '../../../terms/gathers.ts';
import { countedBy } from '../../../terms/indices.ts';
import { isLength, lengthsOf } from '../../../terms/lengths.ts';
import type { Term } from '../../../terms/term.ts';
import type { Room } from '../../shared/lower/loopSummary.ts';
import { findDtype } from '../libraries/dtypes.ts';
import { isEmptyDictionary } from './dictionaries.ts';
import { lengthKey } from './subscripts.ts';

/** How the key of an index begins that is counted beside the elements of something. */
export const indexKey = 'index ';

/** How many there are: a number, as many as something has elements, or both. */
interface Count {
  readonly count: Term | undefined;
  readonly of: Term | undefined;
}

/** Lengths of values that do not show them. */
const known = new WeakMap<Term, Count>();

export const room: Room = {
  isFor(array, place) {
    // for k in d: d[k] = …
    if (place.kind === 'element' && (place.of === array || isEmptyDictionary(array))) return true;
    const count = countOf(place);
    return count !== undefined && (isEmptyDictionary(array) || hasRoom(array, count));
  },
  along(array, places, nesting) {
    const made = shapeOf(array);
    const shape = made?.kind === 'stack' ? made.items : [];
    if (places.length < 2 || (made && !lengthsOf(made) && shape.length !== places.length)) return undefined;
    const isOwn = (place: Term) => [...elementsIn(place)].some((each) => each.nesting === nesting);
    const [axis, ...others] = [...places.keys()].filter((at) => isOwn(places[at]!));
    const count = axis === undefined || others.length > 0 ? undefined : countOf(places[axis]!);
    if (!made || axis === undefined || !count || !places.every((place) => isIndex(place) || isAll(place)))
      return undefined;
    const length = shape[axis];
    const isWhole = length ? isFor(count, length) : isLengthAt(count, made, axis);
    return isWhole ? axis : undefined;
  },
  all: (store) => store.opaque(allKey, [], { says: 'slice' }),
  isAll,
  note(array, place, made) {
    const count = countOf(place);
    if (count) known.set(array, count);
    noteShape(array, made);
  },
  kept(store, array, values) {
    const own = declaredFormat(array);
    const given = declaredFormat(values);
    const isSame = own === given || (own === 'float64' && given === undefined);
    return own && !isSame ? store.cast(values, own) : values;
  },
};

/** `:`, as it is read. */
const allKey = 'slice :';

export function isAll(place: Term): boolean {
  return place.kind === 'opaque' && place.key === allKey && place.operands.length === 0;
}

/** Whether a value is one index, not several: what is stored at several may be one number. */
export function isIndex(term: Term): boolean {
  return (
    (term.kind === 'element' && countedBy(term.of) !== undefined) ||
    (term.kind === 'opaque' && term.key.startsWith(indexKey))
  );
}

/** Shapes of arrays that do not show them. */
const shapes = new WeakMap<Term, Term>();

/** Notes that an array has the shape of another, if that is known. */
export function noteShape(array: Term, made: Term): void {
  const shape = shapeOf(made);
  if (shape) shapes.set(array, shape);
}

/** Whether all of an array is its elements below a count. */
export function isAsLong(array: Term, count: Term): boolean {
  return isAsLongAs(array, { count, of: ofLength(count) });
}

function isAsLongAs(array: Term, count: Count): boolean {
  const noted = known.get(array);
  if (array === count.of) return true;
  if (
    noted &&
    ((noted.count !== undefined && noted.count === count.count) || (noted.of !== undefined && noted.of === count.of))
  )
    return true;
  switch (array.kind) {
    case 'map':
    case 'cast':
      return isAsLongAs(array.operand, count);
    case 'binary':
      return (
        (isNumber(array.right) && isAsLongAs(array.left, count)) ||
        (isNumber(array.left) && isAsLongAs(array.right, count))
      );
    default:
      return false;
  }
}

function isNumber(term: Term): boolean {
  return term.kind === 'constant' || (term.kind === 'reduce' && term.keepdims === false);
}

/** Whether a value has as many elements, or rows, as are counted. */
function hasRoom(made: Term, count: Count): boolean {
  if (isAsLongAs(made, count)) return true;
  const shape = shapeOf(made);
  if (shape) {
    const like = lengthsOf(shape);
    return like ? like === count.of : isFor(count, firstOf(shape));
  }
  // [0] * n
  if (made.kind !== 'binary' || made.name !== 'multiply') return false;
  const isList = ({ kind, ...list }: Term) => kind === 'stack' && 'items' in list && list.items.length === 1;
  return (isList(made.left) && isFor(count, made.right)) || (isList(made.right) && isFor(count, made.left));
}

function countOf(index: Term): Count | undefined {
  if (index.kind === 'element') {
    const counted = countedBy(index.of);
    return counted && !counted.from ? { count: counted.count, of: ofLength(counted.count) } : undefined;
  }
  const [source, ...others] = index.kind === 'opaque' && index.key.startsWith(indexKey) ? index.operands : [];
  return source?.kind === 'element' && others.length === 0 ? { count: undefined, of: source.of } : undefined;
}

function isFor({ count, of }: Count, length: Term): boolean {
  return length === count || (of !== undefined && ofLength(length) === of);
}

/** The x of len(x), or of x.shape[0]. */
function ofLength(length: Term): Term | undefined {
  if (length.kind === 'opaque') return length.key === lengthKey ? length.operands[0] : undefined;
  if (length.kind !== 'gather' || !isLength(length) || length.key !== pickOne) return undefined;
  const [first, ...others] = length.indices;
  const isFirst = first?.kind === 'constant' && first.value === 0 && others.length === 0;
  return isFirst ? lengthsOf(length.operand) : undefined;
}

/** The first length of a shape. */
function firstOf(shape: Term): Term {
  return (shape.kind === 'stack' && shape.items[0]) || shape;
}

/** Whether a value is an array or a list that was made where it stands, of nothing but its length. */
export function isNew(term: Term): boolean {
  if (term.kind === 'stack' || isEmpty(term)) return true;
  if (term.kind === 'opaque') return fullKey.test(term.key);
  return (
    term.kind === 'binary' && term.name === 'multiply' && [term.left, term.right].some(({ kind }) => kind === 'stack')
  );
}

const fullKey = /^full /;

function isEmpty(term: Term): boolean {
  return term.kind === 'opaque' && /^call (?:numpy|jax\.numpy|torch)\.empty ,?(?:dtype)?(?: as \w+)?$/.test(term.key);
}

/** Whether as many are counted as something has along an axis, whose lengths some are: x.shape[1]. */
function isLengthAt({ count }: Count, like: Term, axis: number): boolean {
  if (count?.kind !== 'gather' || !isLength(count) || count.key !== pickOne || count.indices.length > 1) return false;
  const [index] = count.indices;
  return index?.kind === 'constant' && index.value === axis && count.operand === like;
}

/** The shape that an array was made of; undefined of one that may be of whole numbers. */
function shapeOf(made: Term): Term | undefined {
  const noted = shapes.get(made);
  if (noted) return noted;
  if (made.kind === 'where' && isStored(made.condition)) return shapeOf(made.no);
  if (made.kind !== 'opaque') return undefined;
  const [shape, type, ...others] = made.operands;
  if (fullKey.test(made.key)) return type ? undefined : shape;
  if (!isEmpty(made) || others.length > 0) return undefined;
  return !type || isOfFloats(type) ? shape : undefined;
}

function isOfFloats(type: Term): boolean {
  const format = type.kind === 'opaque' ? findDtype(type.key.replace(/^library /, '')) : undefined;
  return format !== undefined && format !== 'integer';
}
