// One twin's values as a chart: bars where each value has room for one, else a band of each pixel's least to largest value.
import { drawAxes, drawColumnLabels } from './chart-axes.ts';
import { drawBand, drawBars } from './chart-values.ts';
import { layoutChart } from './chart-layout.ts';
import { gather } from './columns.ts';
import { drawMarks, drawNanColumns } from './chart-marks.ts';
import { svg } from './dom.ts';
import type { ChartLayout } from './chart-layout.ts';
import type { Columns } from './columns.ts';
import type { MarkName } from './marks.ts';
import type { Scale } from './scale.ts';

/** The least width of a bar with its gap. */
const minSlot = 3;

export interface ChartData {
  readonly values: Float64Array;
  /** Names the columns where there is room; of the same length as `values`. */
  readonly logits: Float64Array;
  readonly scale: Scale;
  /** What both twins hold of values without a place on the scale, so that both charts are laid out alike. */
  readonly present: readonly MarkName[];
  readonly yTitle: string;
  /** What a screen reader says instead of the picture. */
  readonly label: string;
}

/** What the parts of a chart draw from. */
export interface Drawing extends ChartData {
  readonly layout: ChartLayout;
  readonly columns: Columns;
  /** Whether each value has a column of its own. */
  readonly single: boolean;
  /** Width of a column, in pixels. */
  readonly slot: number;
  /** Middle of a column, in pixels. */
  readonly x: (column: number) => number;
}

/** Draws the chart `width` pixels wide. Time and size depend on the width, but for one pass over the values. */
export function drawChart(data: ChartData, width: number): SVGSVGElement {
  const strips = data.present.filter((mark) => mark !== 'zero' || data.scale.log);
  const layout = layoutChart(width, data.scale, strips);
  const plotWidth = layout.right - layout.left;
  const single = plotWidth / data.values.length >= minSlot;
  const columns = gather(data.values, plotWidth, data.scale.log);
  const slot = plotWidth / Math.max(1, columns.length);
  const x = (column: number): number => layout.left + (column + 0.5) * slot;
  const drawing: Drawing = { ...data, layout, columns, single, slot, x };
  const size = { width, height: layout.height, viewBox: `0 0 ${width} ${layout.height}` };
  return svg(
    'svg',
    { class: 'chart', role: 'img', 'aria-label': data.label, ...size },
    ...drawAxes(drawing),
    ...drawNanColumns(drawing),
    ...(single ? drawBars(drawing) : drawBand(drawing)),
    ...drawMarks(drawing),
    ...drawColumnLabels(drawing),
  );
}
