// The values that are no points of a scale: NaN, the infinities, and zero on a logarithmic one.
import { svg } from './dom.ts';
import { characterWidth } from './chart-layout.ts';
import { hatch, markAt, tenth } from './marks.ts';
import type { Drawing } from './chart.ts';
import type { MarkName } from './marks.ts';

/** Marks stand at least this far apart. */
const markSpacing = 11;

/** A stretch of neighbouring columns: the first, and the one after the last. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The stretches of columns for which `holds`. */
export function runs(length: number, holds: (column: number) => boolean): Run[] {
  const found: Run[] = [];
  let start = -1;
  for (let column = 0; column <= length; column++) {
    const inside = column < length && holds(column);
    if (inside && start < 0) start = column;
    else if (!inside && start >= 0) {
      found.push({ start, end: column });
      start = -1;
    }
  }
  return found;
}

/** Hatching over the columns in which every value is NaN, which have nothing else to show. */
export function drawNanColumns({ layout, columns, slot, single, x }: Drawing): SVGElement[] {
  const drawn: SVGElement[] = [];
  const top = layout.frameTop;
  const all = runs(columns.length, (column) => columns.nan[column] === columns.size[column]);
  // Bars keep apart, so that their number is seen.
  const gap = single && slot > 8 ? Math.max(4, slot - 90) : 0;
  const stretches = gap > 0 ? all.flatMap(({ start, end }) => each(start, end)) : all;
  for (const { start, end } of stretches) {
    const left = x(start) - slot / 2 + gap / 2;
    const width = (end - start) * slot - gap;
    const height = layout.bottom - top;
    const box = { x: tenth(left), y: tenth(top), width: tenth(width), height: tenth(height) };
    drawn.push(svg('rect', { class: 'nan-column', ...box }));
    drawn.push(svg('path', { class: 'nan-hatch', d: hatch(left, top, width, height) }));
    if (width < 3 * characterWidth + 8) continue;
    const middle = { x: tenth(left + width / 2), y: tenth(top + height / 2 + 4), 'text-anchor': 'middle' };
    drawn.push(svg('text', { class: 'label nan-label', ...middle }, 'NaN'));
  }
  return drawn;
}

function each(start: number, end: number): Run[] {
  return Array.from({ length: end - start }, (_, index) => ({ start: start + index, end: start + index + 1 }));
}

/** The marks in their strips; zeros stand on the base line where the scale has one. */
export function drawMarks(drawing: Drawing): SVGElement[] {
  const { layout, present, scale } = drawing;
  const drawn = layout.strips.flatMap(({ mark, y }) => drawRow(drawing, mark, y));
  if (present.includes('zero') && !scale.log) drawn.push(...drawRow(drawing, 'zero', layout.y(0)));
  return drawn;
}

/** A mark over each column that holds such a value, thinned out where they would touch, and a line under each stretch. */
function drawRow({ columns, slot, x }: Drawing, mark: MarkName, y: number): SVGElement[] {
  const drawn: SVGElement[] = [];
  const counts = columns[mark];
  let line = '';
  let last = -Infinity;
  for (const { start, end } of runs(columns.length, (column) => (counts[column] ?? 0) > 0)) {
    const [left, right] = [x(start), x(end - 1)];
    if (slot < markSpacing) line += `M${tenth(left - slot / 2)} ${tenth(y)}H${tenth(right + slot / 2)}`;
    for (let column = start; column < end; column++) {
      if (x(column) - last < markSpacing) continue;
      last = x(column);
      drawn.push(markAt(mark, last, y));
    }
  }
  return line === '' ? drawn : [svg('path', { class: `run ${mark}`, d: line }), ...drawn];
}
