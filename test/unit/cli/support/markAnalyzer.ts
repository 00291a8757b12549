import type { Analysis, Finding, Severity, SourceDocument } from '../../../../src/analysis/index.ts';

/**
 * Stands in for the analysis: each `hint!`, `warning!` and `error!` in a text is a finding of that severity, with a
 * rewrite that removes it; `TIMEOUT` makes the analysis fail, `CRASH` makes it throw.
 */
export class MarkAnalyzer {
  disposed = false;

  // eslint-disable-next-line @typescript-eslint/require-await -- an analyzer rejects, it does not throw
  async analyze(document: SourceDocument): Promise<Analysis> {
    if (this.disposed) throw new Error('used after dispose');
    if (document.cells.some((cell) => cell.text.includes('CRASH'))) throw new Error('unreachable');
    if (document.cells.some((cell) => cell.text.includes('TIMEOUT'))) {
      return { ok: false, code: 'timeout', message: 'parsing took too long' };
    }
    // Backwards, so that the order of a report is the report's own doing.
    return { ok: true, findings: document.cells.flatMap((cell) => findingsIn(cell.index, cell.text)).reverse() };
  }

  dispose(): void {
    this.disposed = true;
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
        { title: 'Remove the mark', safe: true, assumptions: ['it is a mark'], edits: [{ ...span, text: '' }] },
        { title: 'Frame the mark', safe: false, assumptions: [], withheld: 'the axis is not known', edits: [] },
      ],
    };
  });
}
