import type { Severity } from '../analysis/index.ts';
import { problemSeverity } from './exitCode.ts';
import type { Located, LocatedFinding, LocatedProblem, Report } from './report.ts';
import { printable } from './printable.ts';
import { snippet } from './snippet.ts';
import type { Styles } from './styles.ts';

/** The report for people: a paragraph per finding, its first line a place that terminals and editors make clickable, and a summary. */
export function textReport(report: Report, styles: Styles): string {
  const paragraphs = report.findings.map((finding) => paragraph(finding, styles));
  const problems = report.problems.map((problem) => problemParagraph(problem, styles));
  return [...paragraphs, ...problems, summary(report)].join('\n');
}

function paragraph(located: LocatedFinding, styles: Styles): string {
  const { severity, rule, message, rewrites } = located.finding;
  const { lines, margin } = pointed(located, severity, rule, message, styles);
  const [rewrite] = rewrites;
  if (rewrite) lines.push(`  ${styles.dim(`${margin}=`)} ${printable(advice(rewrite))}`);
  return `${lines.join('\n')}\n`;
}

function problemParagraph(located: LocatedProblem, styles: Styles): string {
  const { code, message } = located.problem;
  return `${pointed(located, problemSeverity, code, message, styles).lines.join('\n')}\n`;
}

/** The place and what is said of it, then its line with carets. */
function pointed(located: Located, severity: Severity, rule: string, message: string, styles: Styles) {
  const { file, cell, start, end, lineText } = located;
  const paint = styles.severity[severity];
  const place = `${file}:${cell === undefined ? '' : `cell ${cell}:`}${start.line}:${start.column}:`;
  const head = `${styles.place(printable(place))} ${paint(severity)} ${rule} ${printable(message)}`;

  const endColumn = end.line === start.line ? end.column : lineText.length + 1;
  const { source, padding, underline } = snippet(lineText, start.column, endColumn);
  const gutter = `${start.line} | `;
  const margin = `${' '.repeat(gutter.length - 2)}| `;
  const lines = [head, `  ${styles.dim(gutter)}${source}`, `  ${styles.dim(margin)}${padding}${paint(underline)}`];
  return { lines, margin: ' '.repeat(margin.length - 2) };
}

function advice({ title, withheld }: LocatedFinding['finding']['rewrites'][number]): string {
  return withheld === undefined ? `fix: ${title}` : `no fix (${title}): ${withheld}`;
}

function summary({ files, findings, problems, errors, fixed, known }: Report): string {
  const fixes = fixed.reduce((total, file) => total + file.fixes, 0);
  const unread = errors.length > 0 ? `, ${errors.length} with errors` : '';
  const others = [
    ...(problems.length > 0 ? [counted(problems.length, 'comment problem')] : []),
    ...(fixes > 0 ? [`${fixes} fixed`] : []),
    ...(known > 0 ? [`${known} in the baseline`] : []),
  ];
  const beside = others.length > 0 ? ` (${others.join(', ')})` : '';
  return `${counted(findings.length, 'finding')} in ${counted(files, 'file')}${unread}${beside}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
