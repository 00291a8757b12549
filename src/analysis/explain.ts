// A finding at length. Needs no parser, so that a host can explain what a worker has found.
import { commonFormats, expOverflow, expZero, probabilityOneGap, type FormatName } from '../kernels/index.ts';
import type { Finding } from './findings.ts';
import { ruleCatalog } from './rules/catalog.ts';
import { rounded, shortened } from './rules/shared/wording.ts';

/** In Markdown that also reads well as plain text: what fails, at which value in each format, why, and what is assumed. */
export function explainFinding(finding: Finding): string {
  const subject = shortened(finding.subject);
  const rule = ruleCatalog.find(({ id }) => id === finding.rule);
  return [
    `${finding.message}.`,
    ...(rule?.thresholds ? [tables[rule.thresholds](subject, finding.format.name)] : []),
    ...(rule ? [rule.harm] : []),
    assumed(finding),
    reasons(finding),
    ...(rule ? [rule.remedy] : []),
  ].join('\n\n');
}

const tables = { exp: expTable, gap: gapTable } as const;

/** By how much a logit has to be below the largest for its probability to be 0, or above all others for it to be 1. */
function gapTable(_subject: string, used: FormatName): string {
  const rows = commonFormats.map((format) => {
    const one = probabilityOneGap(format);
    return `| ${format.name}${format.name === used ? ' (here)' : ''} | ${rounded(-expZero(format))} | ${rounded(one)} |`;
  });
  return table('p is 0 when a logit is below the largest by', 'p is 1 when it is above the others by', rows);
}

function expTable(subject: string, used: FormatName): string {
  const code = inCode(subject);
  const rows = commonFormats.map((format) => {
    const { name } = format;
    const [overflow, zero] = [expOverflow(format), expZero(format)].map(rounded);
    return `| ${name}${name === used ? ' (here)' : ''} | ${overflow} | ${zero} |`;
  });
  return table(`exp is inf when ${code} >`, `exp is 0 when ${code} <`, rows);
}

/** The editor sets columns close together: the space keeps the second heading off the first. */
function table(first: string, second: string, rows: readonly string[]): string {
  return [`| format | ${first} | &emsp;${second} |`, '| --- | ---: | ---: |', ...rows].join('\n');
}

/** In a table cell a bar would end the cell, and a backtick the code. */
function inCode(code: string): string {
  return code.includes('`') ? code.replaceAll('|', '\\|') : `\`${code.replaceAll('|', '\\|')}\``;
}

function assumed({ format }: Finding): string {
  switch (format.source) {
    case 'declared':
      return `The code says that it computes in ${format.name}.`;
    case 'assumed':
      return `The code does not say in which format it computes; ${format.name} is what its library uses then.`;
    case 'configured':
      return `The code does not say in which format it computes; ${format.name} is what a comment or a setting says.`;
  }
}

function reasons({ reasons: chain }: Finding): string {
  const lines = chain.map(({ message }, index) => `${index + 1}. ${message}`);
  return ['Why:', '', ...lines].join('\n');
}
