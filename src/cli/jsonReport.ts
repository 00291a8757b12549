// The JSON that other programs read. Keys may be added; a change of what is here raises the version.
import type { Edit, Rewrite } from '../analysis/index.ts';
import { problemSeverity } from './exitCode.ts';
import type { LocatedFinding, LocatedProblem, Report } from './report.ts';

const version = 1;

/** The report as one JSON text, with a final newline. Edit offsets are UTF-16 units of the file after its byte-order mark, or of the cell. */
export function jsonReport({ files, findings, problems, errors, fixed, known }: Report): string {
  const report = {
    version,
    files,
    findings: findings.map(findingJson),
    errors,
    ...(problems.length > 0 ? { problems: problems.map(problemJson) } : {}),
    ...(fixed.length > 0 ? { fixed: fixed.map(({ file, fixes }) => ({ file, fixes })) } : {}),
    ...(known > 0 ? { known } : {}),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function findingJson({ file, cell, language, finding, start, end }: LocatedFinding) {
  const { rule, severity, message, subject, format, rewrites } = finding;
  const inNotebook = cell !== undefined;
  return {
    file,
    ...(inNotebook ? { cell } : {}),
    language,
    rule,
    severity,
    start,
    end,
    message,
    subject,
    format,
    rewrites: rewrites.filter(isOffered).map((rewrite) => rewriteJson(rewrite, inNotebook)),
    withheld: rewrites
      .filter((rewrite) => !isOffered(rewrite))
      .map(({ title, withheld }) => ({ title, reason: withheld })),
  };
}

function problemJson({ file, cell, problem, start, end }: LocatedProblem) {
  const { code, message } = problem;
  return { file, ...(cell === undefined ? {} : { cell }), code, severity: problemSeverity, start, end, message };
}

function isOffered(rewrite: Rewrite): boolean {
  return rewrite.withheld === undefined;
}

function rewriteJson({ title, safe, assumptions, verified, edits }: Rewrite, inNotebook: boolean) {
  return {
    title,
    safe,
    assumptions,
    ...(verified ? { verified } : {}),
    edits: edits.map((edit) => editJson(edit, inNotebook)),
  };
}

function editJson({ cell, start, end, text }: Edit, inNotebook: boolean) {
  return { ...(inNotebook ? { cell } : {}), start, end, text };
}
