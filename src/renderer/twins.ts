// The naive and the stable result side by side: two charts on one scale, or two big numbers.
import type { KernelName, KernelPayload } from '../protocol/payload.ts';
import { describe, scalarDigits } from './caption.ts';
import { drawChart } from './chart.ts';
import { html } from './dom.ts';
import { markIcon, markNames, marks } from './marks.ts';
import { counted, short } from './numbers.ts';
import { scaleFor } from './scale.ts';
import type { Tally } from './tally.ts';

/** Below this width, in pixels, the charts stand one under the other. Also in the style sheet. */
const sideBySide = 560;
const gap = 24;

interface Twin {
  readonly name: 'Naive' | 'Stable';
  readonly values: Float64Array;
  readonly tallied: Tally;
}

const formulas: Readonly<Record<KernelName, readonly [naive: string, stable: string]>> = {
  softmax: ['exp(x) / sum(exp(x))', 'exp(x - m) / sum(exp(x - m)), m = max(x)'],
  'log-softmax': ['log(exp(x) / sum(exp(x)))', 'x - m - log(sum(exp(x - m))), m = max(x)'],
  'log-sum-exp': ['log(sum(exp(x)))', 'm + log(sum(exp(x - m))), m = max(x)'],
  'cross-entropy': ['-log(exp(x[y]) / sum(exp(x)))', 'm + log(sum(exp(x - m))) - x[y], m = max(x)'],
};

/** Draws both twins of a kernel with one value per logit, `width` pixels wide in all. */
export function drawDistributions(payload: KernelPayload, naive: Tally, stable: Tally, width: number): HTMLElement[] {
  const log = payload.kernel === 'log-softmax';
  const scale = scaleFor([naive, stable], log ? [-1, 0] : [0, 1]);
  const present = markNames.filter((mark) => naive[mark] + stable[mark] > 0);
  const yTitle = `${log ? 'log-probability' : 'probability'}${scale.log ? ', logarithmic scale' : ''}`;
  const chartWidth = Math.floor(width >= sideBySide ? (width - gap) / 2 : width);
  return twins(payload, naive, stable).map((twin, index) => {
    const { name, values, tallied } = twin;
    const label = `${name}: ${describe(payload, values, tallied)}`;
    const chart = drawChart({ values, logits: payload.logits, scale, present, yTitle, label }, chartWidth);
    return html('section', { class: 'twin' }, heading(payload.kernel, index, name), chart, legend(payload, twin));
  });
}

/** Shows both twins of a kernel with one value. */
export function drawScalars(payload: KernelPayload, naive: Tally, stable: Tally): HTMLElement[] {
  return twins(payload, naive, stable).map(({ name, values, tallied }, index) => {
    const mark = markNames.find((candidate) => candidate !== 'zero' && tallied[candidate] > 0);
    const number = html(
      'p',
      { class: 'scalar' },
      ...(mark ? [markIcon(mark)] : []),
      short(values[0] ?? NaN, scalarDigits),
    );
    return html('section', { class: 'twin' }, heading(payload.kernel, index, name), number);
  });
}

function twins({ naive, stable }: KernelPayload, naiveTally: Tally, stableTally: Tally): readonly Twin[] {
  return [
    { name: 'Naive', values: naive, tallied: naiveTally },
    { name: 'Stable', values: stable, tallied: stableTally },
  ];
}

function heading(kernel: KernelName, index: number, name: string): HTMLElement {
  return html('h4', {}, name, html('code', {}, formulas[kernel][index] ?? ''));
}

/** The marks in this chart with their counts, and the sum where it means something. */
function legend({ kernel }: KernelPayload, { tallied }: Twin): HTMLElement {
  const items = markNames
    .filter((mark) => tallied[mark] > 0)
    .map((mark) => html('li', {}, markIcon(mark), `${marks[mark].label}: ${counted(tallied[mark], 'value')}`));
  if (kernel === 'softmax') items.push(html('li', {}, `sum: ${short(tallied.sum)}`));
  return html('ul', { class: 'legend' }, ...items);
}
