import type { JsonFinding } from '../../unit/cli/support/runIn.ts';

/** A naive softmax over statements, each line ended with `end`; the finding is on the exp of its fourth line. */
export function naiveSoftmax(end = '\n', name = 'softmax', argument = 'x'): string {
  return [
    'import numpy as np',
    '',
    `def ${name}(${argument}):`,
    `    e = np.exp(${argument})`,
    '    return e / e.sum(axis=1, keepdims=True)',
    '',
  ].join(end);
}

/** The text with the first safe rewrite of a finding applied. */
export function rewritten(text: string, finding: JsonFinding): string {
  const rewrite = finding.rewrites.find(({ safe, edits }) => safe && edits.length > 0);
  if (!rewrite) throw new Error('the finding has no safe rewrite');
  const edits = [...rewrite.edits].sort((a, b) => b.start - a.start);
  return edits.reduce((result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end), text);
}
