// Frame, grid, ticks and titles of a chart.
import { svg } from './dom.ts';
import { characterWidth } from './chart-layout.ts';
import { marks, tenth } from './marks.ts';
import { count, short } from './numbers.ts';
import type { Drawing } from './chart.ts';

const labelGap = 12;

/** The grid with its labels on the left, the strips' labels, and the title above. */
export function drawAxes({ layout, scale, yTitle }: Drawing): SVGElement[] {
  const { left, right, top, bottom, frameTop } = layout;
  const drawn: SVGElement[] = [];
  for (const { value, label } of scale.ticks) {
    const y = Math.round(layout.y(value)) + 0.5;
    drawn.push(
      svg('path', { class: value === 0 ? 'base' : 'grid', d: `M${left} ${y}H${right}` }),
      leftLabel(left, y, label),
    );
  }
  if (scale.log) drawn.push(svg('path', { class: 'base', d: `M${left} ${bottom + 0.5}H${right}` }));
  for (const { mark, y } of layout.strips) {
    if (y < top) drawn.push(svg('path', { class: 'grid', d: `M${left} ${frameTop + 0.5}H${right}` }));
    drawn.push(leftLabel(left, y, marks[mark].label));
  }
  drawn.push(svg('text', { class: 'title', x: 0, y: 11 }, yTitle));
  return drawn;
}

function leftLabel(left: number, y: number, label: string): SVGElement {
  return svg('text', { class: 'tick', x: left - 6, y: tenth(y + 4), 'text-anchor': 'end' }, label);
}

/** Names the columns by their logits where all of these fit, else by round indices. */
export function drawColumnLabels(drawing: Drawing): SVGElement[] {
  const { layout, logits, values, single, slot, x } = drawing;
  const names = single && values.length <= 100 ? [...logits].map((logit) => short(logit)) : [];
  const byLogit = names.length > 0 && names.every((name) => name.length * characterWidth + labelGap / 2 <= slot);
  const title = { class: 'title', x: (layout.left + layout.right) / 2, y: layout.titleY, 'text-anchor': 'middle' };
  if (byLogit) {
    return [...names.map((name, index) => below(drawing, x(index), name)), svg('text', title, 'logit')];
  }
  const plotWidth = layout.right - layout.left;
  const indices = roundIndices(values.length, plotWidth / (count(values.length).length * characterWidth + labelGap));
  const at = (index: number): number => layout.left + ((index + 0.5) / values.length) * plotWidth;
  return [...indices.map((index) => below(drawing, at(index), count(index))), svg('text', title, 'index')];
}

/** A label under the plot, moved inwards where it would leave the chart. */
function below({ layout }: Drawing, x: number, label: string): SVGElement {
  const half = (label.length * characterWidth) / 2;
  const inside = Math.min(Math.max(x, half), layout.width - half);
  return svg('text', { class: 'tick', x: tenth(inside), y: layout.labelsY, 'text-anchor': 'middle' }, label);
}

/** At most `limit` indices from 0 below `length`, a round step apart. */
export function roundIndices(length: number, limit: number): number[] {
  const rough = length / Math.max(1, Math.floor(limit));
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rough))));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}
