import { bare } from '../bare.ts';
import { pickOne, takeAlong } from '../gathers.ts';
import { groupOfEach } from '../groups.ts';
import { structureOf } from '../structure.ts';
import type { GatherTerm, Term } from '../term.ts';
import { newData, normalAxis, ShapeError, sizeOf, type NdArray } from './array.ts';
import { ofEachElement } from './grouped.ts';
import { once } from './once.ts';

/** x[i], or x at each of several indices; an index counted from the end if it is negative, and around if it is beyond. */
export function gatherArray(term: GatherTerm, array: NdArray, value: (term: Term) => NdArray): NdArray {
  const [index, axis] = term.indices;
  const each = groupOfEach(term);
  const group = each?.slices || term.key === takeAlong ? each : undefined;
  if (group) return ofEachElement(array, value(bare(group.index)), axis ? value(axis).data[0]! : 0);
  if (term.key === takeAlong && axis?.kind === 'constant') return oneAlong(array, axis.value, choiceOf(term));
  if (term.key !== pickOne || !index) return onePerLine(array, choiceOf(term));
  const at = value(index);
  const [length, ...shape] = array.shape;
  if (length === undefined) throw new ShapeError('An element is picked of a number.');
  const size = sizeOf(shape);
  const data = newData(at.data.length * size);
  for (const [place, number] of at.data.entries()) {
    const start = (((Math.floor(number) % length) + length) % length) * size;
    data.set(array.data.subarray(start, start + size), place * size);
  }
  return { shape: [...at.shape, ...shape], data };
}

/**
 * Some of the elements, whichever they are in truth: one of each line, by a valid index that `choice` stands for. Two
 * values agree on what is picked of them if they do so on every choice, this one too.
 */
function onePerLine({ shape, data }: NdArray, choice: number): NdArray {
  const length = shape.at(-1);
  if (!length) throw new ShapeError('Elements are picked of what has none.');
  const lines = shape.slice(0, -1);
  const at = (line: number) => line * length + ((line + choice) % length);
  return { shape: lines, data: Float64Array.from({ length: sizeOf(lines) }, (_, line) => data[at(line)]!) };
}

/** One of each line along an axis, which stays with that one element: as gather(1, y[:, None]) picks. */
function oneAlong({ shape, data }: NdArray, axis: number, choice: number): NdArray {
  const at = normalAxis(axis, shape.length);
  const length = shape[at]!;
  const inner = sizeOf(shape.slice(at + 1));
  const outer = sizeOf(shape.slice(0, at));
  const picked = Float64Array.from({ length: outer * inner }, (_, line) => {
    const [before, after] = [Math.floor(line / inner), line % inner];
    return data[(before * length + ((line + choice) % length)) * inner + after]!;
  });
  return { shape: shape.map((size, i) => (i === at ? 1 : size)), data: picked };
}

/** The same number for the same indices, most often another for others: what picks differently must show. */
const choiceOf = once(({ key, indices }: GatherTerm): number => {
  const text = `${key} ${structureOf(indices)}`;
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) % 65_521;
  return hash;
});
