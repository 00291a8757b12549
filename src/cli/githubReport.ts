// Workflow commands, which GitHub Actions shows as annotations of the lines.
// Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
import type { Severity } from '../analysis/index.ts';
import { problemSeverity } from './exitCode.ts';
import type { Range, Report } from './report.ts';
import { programName } from './usage.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' };

/** A line per finding. Of a notebook the lines are those of its JSON, since that is what GitHub shows. */
export function githubReport({ findings, problems, errors }: Report): string {
  const lines = [
    ...findings.map(({ file, finding, stored }) =>
      command(
        finding.severity,
        { file, ...properties(stored.range(finding.span)), title: finding.rule },
        finding.message,
      ),
    ),
    ...problems.map(({ file, problem, stored }) =>
      command(
        problemSeverity,
        { file, ...properties(stored.range(problem.span)), title: problem.code },
        problem.message,
      ),
    ),
    ...errors.map(({ file, message }) => command('error', { file, title: programName }, message)),
  ];
  return lines.join('');
}

function properties({ start, end }: Range) {
  return { line: start.line, col: start.column, endLine: end.line, endColumn: end.column };
}

function command(severity: Severity, named: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(named).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${commands[severity]} ${list.join(',')}::${escapedData(message)}\n`;
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
