// One shape per kind of value that has no place on a scale. Shape and label carry the meaning; colour only repeats it.
import { svg } from './dom.ts';

export type MarkName = 'nan' | 'positiveInfinite' | 'negativeInfinite' | 'zero';

export interface Mark {
  readonly label: string;
  /** The path around 0, 0; about eight pixels wide. */
  readonly path: string;
}

export const marks: Readonly<Record<MarkName, Mark>> = {
  nan: { label: 'NaN', path: 'M-3.5-3.5L3.5 3.5M-3.5 3.5L3.5-3.5' },
  positiveInfinite: { label: 'inf', path: 'M0-4L4.2 3.5H-4.2Z' },
  negativeInfinite: { label: '-inf', path: 'M0 4L4.2-3.5H-4.2Z' },
  zero: { label: '0', path: 'M3.2 0A3.2 3.2 0 1 1-3.2 0A3.2 3.2 0 1 1 3.2 0Z' },
};

export const markNames = Object.keys(marks) as readonly MarkName[];

/** Moves a mark's path to x, y; coordinates rounded to a tenth of a pixel. */
export function markAt(name: MarkName, x: number, y: number): SVGPathElement {
  return svg('path', { class: `mark ${name}`, d: marks[name].path, transform: `translate(${tenth(x)} ${tenth(y)})` });
}

/** A mark as a picture of its own, for legends; its meaning stands in the text beside it. */
export function markIcon(name: MarkName): SVGSVGElement {
  return svg(
    'svg',
    { class: 'icon', width: 12, height: 12, viewBox: '-6 -6 12 12', 'aria-hidden': 'true' },
    markAt(name, 0, 0),
  );
}

/** As SVG paths need them: short. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Lines at 45° that fill a rectangle, as path data: a pattern without an id, so that it works in every shadow root. */
export function hatch(x: number, y: number, width: number, height: number, gap = 7): string {
  let path = '';
  // Each line is x + y = c, cut to the rectangle. Counted from the chart's corner: neighbouring rectangles meet.
  const end = x + y + width + height;
  for (let c = Math.ceil((x + y) / gap) * gap; c < end; c += gap) {
    const left = Math.max(x, c - y - height);
    const right = Math.min(x + width, c - y);
    if (right > left) path += `M${tenth(left)} ${tenth(c - left)}L${tenth(right)} ${tenth(c - right)}`;
  }
  return path;
}
