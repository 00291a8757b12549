// The numbers themselves, to read and to copy.
import type { KernelPayload } from '../protocol/payload.ts';
import { isScalar } from '../protocol/payload-layout.ts';
import { html } from './dom.ts';
import { counted, exact } from './numbers.ts';

/** More rows than this would make the notebook slow, and nobody reads them. */
export const maxRows = 200;

/** Logits and both twins' values by index, the first `maxRows` of them, and a line on how many are left out. */
export function numberTable({ kernel, logits, naive, stable }: KernelPayload): HTMLElement[] {
  if (!isScalar(kernel)) return indexed(['logit', 'naive', 'stable'], [logits, naive, stable]);
  const twins = html('tr', {}, ...[naive, stable].map((values) => numberCell(values[0] ?? NaN)));
  return [table(['naive', 'stable'], [twins]), ...indexed(['logit'], [logits])];
}

function indexed(names: readonly string[], columns: readonly Float64Array[]): HTMLElement[] {
  const length = columns[0]?.length ?? 0;
  const shown = Math.min(length, maxRows);
  const rows = Array.from({ length: shown }, (_, index) => {
    const cells = columns.map((values) => numberCell(values[index] ?? NaN));
    return html('tr', {}, html('th', { scope: 'row' }, String(index)), ...cells);
  });
  const drawn: HTMLElement[] = [table(['index', ...names], rows)];
  if (shown < length) drawn.push(html('p', { class: 'note' }, `${counted(length - shown, 'more row')} left out.`));
  return drawn;
}

function table(names: readonly string[], rows: readonly HTMLTableRowElement[]): HTMLTableElement {
  const head = html('tr', {}, ...names.map((name) => html('th', { scope: 'col' }, name)));
  return html('table', { class: 'numbers' }, html('thead', {}, head), html('tbody', {}, ...rows));
}

function numberCell(value: number): HTMLTableCellElement {
  return html('td', { class: Number.isFinite(value) ? undefined : 'odd' }, exact(value));
}
