// A finding at length. Needs no parser, so that a host can explain what a worker has found.
import { commonFormats, expOverflow, expZero, type FormatName } from '../kernels/index.ts';
import type { Finding } from './findings.ts';
import { rounded, shortened } from './rules/wording.ts';

/** In Markdown that also reads well as plain text: what fails, at which value in each format, why, and what is assumed. */
export function explainFinding(finding: Finding): string {
  const subject = shortened(finding.subject);
  return [
    `${finding.message}.`,
    table(subject, finding.format.name),
    'A probability whose exp is inf becomes inf / inf = NaN and the others of its row 0, although each is a number between ' +
      '0 and 1; where every exp of a row is 0, the whole row is 0 / 0 = NaN.',
    assumed(finding),
    reasons(finding),
    'Softmax does not change when the same number is subtracted from all of its logits. With the maximum subtracted, every ' +
      'exponent is at most 0, exp is at most 1, and the sum is at least 1.',
  ].join('\n\n');
}

function table(subject: string, used: FormatName): string {
  const code = inCode(subject);
  const rows = commonFormats.map((format) => {
    const { name } = format;
    const [overflow, zero] = [expOverflow(format), expZero(format)].map(rounded);
    return `| ${name}${name === used ? ' (here)' : ''} | ${overflow} | ${zero} |`;
  });
  return [`| format | exp is inf when ${code} > | exp is 0 when ${code} < |`, '| --- | ---: | ---: |', ...rows].join(
    '\n',
  );
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
