// The finite values of a chart.
import { svg } from './dom.ts';
import { tenth } from './marks.ts';
import { characterWidth } from './chart-layout.ts';
import { exact, short } from './numbers.ts';
import type { Drawing } from './chart.ts';

const maxBarWidth = 72;
/** The least height of a bar, so that a value near the base is seen to be there. */
const minBarHeight = 1;

/** A bar per finite value, with the value written above where there is room. */
export function drawBars({ values, logits, layout, columns, slot, x }: Drawing): SVGElement[] {
  const width = Math.min(maxBarWidth, slot > 8 ? slot * 0.7 : slot - 1);
  const base = layout.y(0);
  const drawn: SVGElement[] = [];
  for (const [column, value] of columns.max.entries()) {
    if (Number.isNaN(value)) continue;
    const end = layout.y(value);
    const height = Math.max(minBarHeight, Math.abs(base - end));
    const top = end > base ? base : base - height;
    const title = svg(
      'title',
      {},
      `${column}: logit ${exact(logits[column] ?? NaN)}, value ${exact(values[column] ?? NaN)}`,
    );
    if (value !== 0) {
      const [left, at] = [tenth(x(column) - width / 2), tenth(top)];
      drawn.push(svg('rect', { class: 'value', x: left, y: at, width: tenth(width), height: tenth(height) }, title));
    }
    const label = short(value, 3);
    if (label.length * characterWidth + 6 <= slot) {
      const at = value === 0 ? top - 8 : top - 4;
      drawn.push(svg('text', { class: 'label', x: tenth(x(column)), y: tenth(at), 'text-anchor': 'middle' }, label));
    }
  }
  return drawn;
}

/**
 * Two paths for any number of values: a tint from the base to each column, and the stretch from its least to its largest
 * value; a column of one value is a bar.
 */
export function drawBand({ layout, columns, scale, slot, x }: Drawing): SVGElement[] {
  const base = layout.y(0);
  let area = '';
  let band = '';
  for (const [column, max] of columns.max.entries()) {
    if (Number.isNaN(max)) continue;
    // On a logarithmic scale zeros are in no column's range, and lie below all of it.
    const down = columns.size[column] === 1 || (scale.log && (columns.zero[column] ?? 0) > 0);
    const low = down ? base : layout.y(columns.min[column] ?? max);
    const high = layout.y(max);
    const far = Math.abs(high - base) > Math.abs(low - base) ? high : low;
    const left = tenth(x(column) - slot / 2);
    const right = tenth(x(column) + slot / 2);
    const [top, bottom] = low - high < 1 ? [(low + high - 1) / 2, (low + high + 1) / 2] : [high, low];
    area += `M${left} ${tenth(base)}V${tenth(far)}H${right}V${tenth(base)}Z`;
    band += `M${left} ${tenth(bottom)}V${tenth(top)}H${right}V${tenth(bottom)}Z`;
  }
  return [svg('path', { class: 'value area', d: area }), svg('path', { class: 'value band', d: band })];
}
