// What a kernel's output says where our renderer does not draw it: in another notebook, in a diff, on GitHub.
import { kernels } from '../../kernels/index.ts';
import type { KernelPayload } from '../../protocol/payload.ts';
import { countMarked, isMarked, shortNumber } from './numbers.ts';
import { type Table, markdownTable, plainTable } from './tables.ts';

/** Rows of a long vector that are shown at its beginning and its end. */
const shownFirst = 16;
const shownLast = 8;

export function kernelMarkdown(payload: KernelPayload): string {
  const strong = (x: number): string => (isMarked(x) ? `**${shortNumber(x)}**` : shortNumber(x));
  return [
    `${codeSpan(payload.source)} in ${payload.format}`,
    markdownTable(valueTable(payload, strong)),
    summary(payload),
    `Where the formats fail, in units of the logits, for ${payload.logits.length} of them:`,
    markdownTable(thresholdTable(payload)),
  ].join('\n\n');
}

export function kernelPlain(payload: KernelPayload): string {
  return [
    `${payload.source} in ${payload.format}`,
    plainTable(valueTable(payload, shortNumber)),
    summary(payload),
    plainTable(thresholdTable(payload)),
  ].join('\n\n');
}

function valueTable({ kernel, logits, naive, stable }: KernelPayload, show: (x: number) => string): Table {
  if (kernels[kernel].result === 'scalar') {
    return { head: ['', 'naive', 'stable'], rows: [[kernel, show(naive[0]!), show(stable[0]!)]] };
  }
  const row = (index: number): string[] => [
    String(index + 1),
    shortNumber(logits[index]!),
    show(naive[index]!),
    show(stable[index]!),
  ];
  const head = ['index', 'logit', 'naive', 'stable'];
  const indices = Array.from(logits.keys());
  if (indices.length <= shownFirst + shownLast) return { head, rows: indices.map(row) };
  const left = indices.length - shownFirst - shownLast;
  const gap = [`… ${left} more`, '…', '…', '…'];
  return { head, rows: [...indices.slice(0, shownFirst).map(row), gap, ...indices.slice(-shownLast).map(row)] };
}

function summary({ naive, stable }: KernelPayload): string {
  const [inNaive, inStable] = [countMarked(naive), countMarked(stable)];
  const said = (marked: string | undefined): string => marked ?? 'all finite, none zero';
  if (inNaive === inStable) return `Naive and stable: ${said(inNaive)}.`;
  return `Naive: ${said(inNaive)}. Stable: ${said(inStable)}.`;
}

function thresholdTable({ format: used, logits, thresholds }: KernelPayload): Table {
  return {
    head: [
      'format',
      'exp is inf above',
      `sum of ${logits.length} is inf above`,
      'exp is 0 below',
      'p is 0 from a gap of',
      'p is 1 from a gap of',
    ],
    rows: thresholds.map((row) => [
      row.format === used ? `${row.format} (used)` : row.format,
      ...[row.expOverflow, row.sumOverflow, row.expZero, row.probabilityZeroGap, row.probabilityOneGap].map(
        shortNumber,
      ),
    ]),
  };
}

/** Backticks of any number in it; a span cannot hold a line end. */
export function codeSpan(text: string): string {
  const line = text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 0) + 1);
  return fence.length > 1 ? `${fence} ${line} ${fence}` : `\`${line}\``;
}
