// Where the parts of a chart stand, in pixels of its own width.
import { marks } from './marks.ts';
import type { MarkName } from './marks.ts';
import type { Scale } from './scale.ts';

/** Width of a character at the chart's font size of 11 px, on the generous side. */
export const characterWidth = 6.6;

const titleHeight = 20;
const stripHeight = 16;
/** Between the plot and the strips below it, so that their labels keep clear of the lowest tick's. */
const stripGap = 8;
const plotHeight = 150;
const labelHeight = 16;
const rightMargin = 8;
/** Room for a value's label above the highest bar. */
const headroom = 16;

/** A row of marks above or below the plot, for values that have no place in it. */
export interface Strip {
  readonly mark: MarkName;
  /** The middle of the row. */
  readonly y: number;
}

export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  /** The plot's edges; the scale runs from `bottom` up to `top`. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Above it are strips; between it and `top` is room for labels. */
  readonly frameTop: number;
  readonly strips: readonly Strip[];
  /** Baselines of the labels and of the title under the plot. */
  readonly labelsY: number;
  readonly titleY: number;
  /** A value's height on the screen. */
  readonly y: (value: number) => number;
}

/** Lays out a chart of `width` pixels; `present` names the marks that need a strip of their own. */
export function layoutChart(width: number, scale: Scale, present: readonly MarkName[]): ChartLayout {
  const above = present.filter((mark) => mark === 'nan' || mark === 'positiveInfinite');
  const below = present.filter((mark) => mark === 'zero' || mark === 'negativeInfinite');
  const labels = [...scale.ticks.map(({ label }) => label), ...present.map((mark) => marks[mark].label)];
  const longest = Math.max(...labels.map((label) => label.length));
  const left = Math.ceil(longest * characterWidth) + 10;
  const frameTop = titleHeight + above.length * stripHeight;
  const top = frameTop + headroom;
  const bottom = top + plotHeight;
  const strips = [
    ...above.map((mark, index) => ({ mark, y: titleHeight + (index + 0.5) * stripHeight })),
    ...below.map((mark, index) => ({ mark, y: bottom + stripGap + (index + 0.5) * stripHeight })),
  ];
  const lowest = below.length === 0 ? bottom : bottom + stripGap + below.length * stripHeight;
  const labelsY = lowest + labelHeight;
  return {
    width,
    height: labelsY + labelHeight + 4,
    left,
    right: width - rightMargin,
    top,
    bottom,
    frameTop,
    strips,
    labelsY,
    titleY: labelsY + labelHeight,
    y: (value) => bottom - scale.position(value) * (bottom - top),
  };
}
