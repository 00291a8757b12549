import type { LocatedFinding, Report } from './report.ts';
import { printable } from './printable.ts';
import { snippet } from './snippet.ts';
import type { Styles } from './styles.ts';

/** The report for people: a paragraph per finding, its first line a place that terminals and editors make clickable, and a summary. */
export function textReport(report: Report, styles: Styles): string {
  const paragraphs = report.findings.map((finding) => paragraph(finding, styles));
  return [...paragraphs, summary(report)].join('\n');
}

function paragraph(located: LocatedFinding, styles: Styles): string {
  const { file, cell, finding, start, end, lineText } = located;
  const paint = styles.severity[finding.severity];
  const place = `${file}:${cell === undefined ? '' : `cell ${cell}:`}${start.line}:${start.column}:`;
  const head = `${styles.place(printable(place))} ${paint(finding.severity)} ${finding.rule} ${printable(finding.message)}`;

  const endColumn = end.line === start.line ? end.column : lineText.length + 1;
  const { source, padding, underline } = snippet(lineText, start.column, endColumn);
  const gutter = `${start.line} | `;
  const margin = `${' '.repeat(gutter.length - 2)}| `;
  const lines = [head, `  ${styles.dim(gutter)}${source}`, `  ${styles.dim(margin)}${padding}${paint(underline)}`];

  const [rewrite] = finding.rewrites;
  if (rewrite) lines.push(`  ${styles.dim(`${' '.repeat(margin.length - 2)}=`)} ${printable(advice(rewrite))}`);
  return `${lines.join('\n')}\n`;
}

function advice({ title, withheld }: LocatedFinding['finding']['rewrites'][number]): string {
  return withheld === undefined ? `fix: ${title}` : `no fix (${title}): ${withheld}`;
}

function summary({ files, findings, errors }: Report): string {
  const unread = errors.length > 0 ? `, ${errors.length} could not be read` : '';
  return `${counted(findings.length, 'finding')} in ${counted(files, 'file')}${unread}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
