// SARIF 2.1.0, which code scanning services read.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import type { Severity } from '../../analysis/index.ts';
import { problemSeverity } from '../exitCode.ts';
import type { LocatedFinding, LocatedProblem, Range, Report } from '../report.ts';
import { programName } from '../usage.ts';
import { fingerprints } from './fingerprints.ts';
import { ruleDescriptors, ruleIndex } from './rules.ts';
import { levels } from './levels.ts';
import { uriOf } from './uri.ts';

/** The report as one SARIF log, with a final newline. Regions of a notebook are in its JSON. */
export function sarifReport(report: Report, version: string, page: (path: string) => string): string {
  const { findings, problems, errors } = report;
  const prints = fingerprints(findings);
  const run = {
    tool: {
      driver: {
        name: programName,
        version,
        semanticVersion: version,
        rules: ruleDescriptors(page),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: errors.length === 0,
        toolExecutionNotifications: errors.map(({ file, message }) => ({
          level: 'error',
          message: { text: message },
          locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
        })),
      },
    ],
    results: [
      ...findings.map((finding, index) => ({ ...findingResult(finding), partialFingerprints: prints[index] })),
      ...problems.map(problemResult),
    ],
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function findingResult(located: LocatedFinding) {
  const { file, finding, stored, code } = located;
  const { rule, severity, message, span, reasons, rewrites } = finding;
  const offered = rewrites.filter(({ withheld }) => withheld === undefined);
  return {
    ...result(rule, severity, message, file, { ...region(stored.range(span)), snippet: { text: code } }),
    relatedLocations: reasons.map((reason, index) => ({
      id: index + 1,
      physicalLocation: { artifactLocation: artifact(file), region: region(stored.range(reason.span)) },
      message: { text: reason.message },
    })),
    fixes: offered.map(({ title, edits }) => ({
      description: { text: title },
      artifactChanges: [
        {
          artifactLocation: artifact(file),
          replacements: stored.replacements(edits).map(({ range, text }) => ({
            deletedRegion: region(range),
            insertedContent: { text },
          })),
        },
      ],
    })),
  };
}

function problemResult({ file, problem, stored }: LocatedProblem) {
  return result(problem.code, problemSeverity, problem.message, file, region(stored.range(problem.span)));
}

function result(rule: string, severity: Severity, message: string, file: string, place: object) {
  return {
    ruleId: rule,
    ruleIndex: ruleIndex(rule),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact(file), region: place } }],
  };
}

function artifact(file: string) {
  return { uri: uriOf(file) };
}

function region({ start, end }: Range) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
