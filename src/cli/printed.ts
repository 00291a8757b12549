import { githubReport } from './githubReport.ts';
import { jsonReport } from './jsonReport.ts';
import type { Format, Report } from './report.ts';
import { sarifReport } from './sarif/sarifReport.ts';
import { stylesFor } from './styles.ts';
import { textReport } from './textReport.ts';

/** What a format may need beside the report. */
export interface Surroundings {
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** The text of a file of the package. */
  readonly page: (path: string) => string;
}

export function printed(format: Format, report: Report, { isTTY, env, version, page }: Surroundings): string {
  switch (format) {
    case 'text':
      return textReport(report, stylesFor(isTTY, env));
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report, version, page);
    case 'github':
      return githubReport(report);
  }
}
