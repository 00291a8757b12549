import type { Analysis, AnalysisOptions, Finding, Severity, SourceDocument } from '../../../../src/analysis/index.ts';

import type { AnalysisPool } from '../../../../src/cli/pool/pool.ts';

/**
 * Stands in for the analysis: each `hint!`, `warning!` and `error!` in a text is a finding of that severity, with a
 * rewrite that removes it (of `error!` one that is not safe); `TIMEOUT` makes the analysis fail. The pool answers late
 * what is asked for early, so that the order of a report is the report's own doing.
 */
export class MarkPool implements AnalysisPool {
  readonly width = 3;
  readonly asked: AnalysisOptions[] = [];
  disposed = false;

  async analyze(document: SourceDocument, options: AnalysisOptions): Promise<Analysis> {
    if (this.disposed) throw new Error('used after dispose');
    this.asked.push(options);
    await new Promise((resolve) => setTimeout(resolve, 8 - (this.asked.length % 3) * 4));
    if (document.cells.some((cell) => cell.text.includes('TIMEOUT'))) {
      return { ok: false, code: 'timeout', message: 'parsing took too long' };
    }
    return { ok: true, findings: document.cells.flatMap((cell) => findingsIn(cell.index, cell.text)).reverse() };
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }
}

function findingsIn(cell: number, text: string): Finding[] {
  return Array.from(text.matchAll(/(hint|warning|error)!/g), (match) => {
    const span = { cell, start: match.index, end: match.index + match[0].length };
    return {
      rule: 'marked',
      severity: match[1] as Severity,
      span,
      message: `A mark of severity ${match[1]!}`,
      format: { name: 'float64', declared: false, source: 'assumed' },
      subject: 'x',
      reasons: [],
      rewrites: [
        {
          form: 'inline',
          title: 'Remove the mark',
          safe: match[1] !== 'error',
          assumptions: ['it is a mark'],
          verified: { cases: 9, maxUlp: 2 },
          edits: [{ ...span, text: '' }],
        },
        {
          form: 'inline',
          title: 'Frame the mark',
          safe: false,
          assumptions: [],
          withheld: 'the axis is not known',
          edits: [],
        },
      ],
    };
  });
}
