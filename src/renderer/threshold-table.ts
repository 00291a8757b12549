// The failure thresholds as a table: a column per format, a row per way to fail.
import type { FormatName } from '../kernels/index.ts';
import type { ThresholdRow } from '../protocol/payload.ts';
import { html, svg } from './dom.ts';
import { count, short } from './numbers.ts';
import { logitFacts, verdict } from './verdict.ts';
import type { ThresholdName, Verdict } from './verdict.ts';

const digits = 5;

/** The table for these logits; the column of `format` is marked as the one in use. */
export function thresholdTable(
  thresholds: readonly ThresholdRow[],
  format: FormatName,
  logits: Float64Array,
): HTMLTableElement {
  const facts = logitFacts(logits);
  const columns = thresholds.map((row) => ({ row, inUse: row.format === format, verdict: verdict(facts, row) }));
  const failures: readonly [ThresholdName, string][] = [
    ['expOverflow', 'exp overflows above'],
    ['sumOverflow', `the sum of ${count(facts.size)} equal ones, above`],
    ['expZero', 'exp is 0 below'],
    ['probabilityZeroGap', 'p is 0 this far below the largest'],
    ['probabilityOneGap', 'largest p is 1 this far above the next'],
  ];
  // Of no logits there is no sum.
  const shown = failures.filter(([name]) => name !== 'sumOverflow' || facts.size > 0);
  const head = columns.map(({ row, inUse }) =>
    html(
      'th',
      { scope: 'col', class: used(inUse) },
      row.format,
      ...(inUse ? [html('span', { class: 'badge' }, 'in use')] : []),
    ),
  );
  const body = shown.map(([name, label]) =>
    html(
      'tr',
      {},
      html('th', { scope: 'row' }, label),
      ...columns.map(({ row, inUse, verdict: { passed } }) => thresholdCell(row[name], passed.has(name), inUse)),
    ),
  );
  const last = columns.map(({ inUse, verdict: { outcome, words } }) =>
    html('td', { class: `verdict ${outcome} ${used(inUse) ?? ''}` }, outcomeIcon(outcome), words),
  );
  return html(
    'table',
    { class: 'thresholds' },
    html('caption', {}, 'Where the naive form fails, by format'),
    html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, 'logits at which'), ...head)),
    html('tbody', {}, ...body, html('tr', {}, html('th', { scope: 'row' }, 'these logits, naive'), ...last)),
  );
}

function thresholdCell(value: number, passed: boolean, inUse: boolean): HTMLTableCellElement {
  const text = short(value, digits);
  if (!passed) return html('td', { class: used(inUse) }, text);
  const mark = html('span', { class: 'passed' }, text);
  return html('td', { class: used(inUse) }, mark, html('span', { class: 'hidden' }, ' (passed by these logits)'));
}

function used(inUse: boolean): string | undefined {
  return inUse ? 'used' : undefined;
}

const outcomePaths: Readonly<Record<Verdict['outcome'], string>> = {
  fails: 'M-3.5-3.5L3.5 3.5M-3.5 3.5L3.5-3.5',
  loses: 'M0-4L4.4 3.5H-4.4Z',
  holds: 'M-4 0.5L-1 3.5L4.2-3',
};

/** A cross, a triangle or a tick; the words beside it say the same. */
export function outcomeIcon(outcome: Verdict['outcome']): SVGSVGElement {
  return svg(
    'svg',
    { class: `icon outcome ${outcome}`, width: 12, height: 12, viewBox: '-6 -6 12 12', 'aria-hidden': 'true' },
    svg('path', { d: outcomePaths[outcome] }),
  );
}
