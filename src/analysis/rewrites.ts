// From a rule's proposals to rewrites: written, checked, and said to be safe or not.
import type { Edit, Rewrite, RewriteForm } from './findings.ts';
import type { Match, Proposal } from './rules/rule.ts';
import { OutOfSteps } from './terms/steps.ts';
import { verify, type Check } from './verify/verify.ts';

/** Those that can be offered, then those that cannot, with the reason. */
export function rewritesOf(check: Check, match: Match): readonly Rewrite[] {
  const all: Rewrite[] = [];
  try {
    for (const proposal of match.proposals()) all.push(...rewrite(check, match, proposal, all));
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    all.push(unmade('library', 'Rewrite', 'there is too much in this text to check every rewrite'));
  }
  return [
    ...all.filter(({ withheld }) => withheld === undefined),
    ...all.filter(({ withheld }) => withheld !== undefined),
  ];
}

/** Whether two ways come to the same code. */
function areSame(a: readonly Edit[], b: readonly Edit[]): boolean {
  if (a.length !== b.length) return false;
  return b.every(({ cell, start, end, text }, index) => {
    const edit = a[index]!;
    return edit.cell === cell && edit.start === start && edit.end === end && edit.text === text;
  });
}

function unmade(form: RewriteForm, title: string, withheld: string): Rewrite {
  return { form, title, safe: false, assumptions: [], withheld, edits: [] };
}

/** Nothing where one of those there are comes to the same code. */
function rewrite(check: Check, match: Match, proposal: Proposal, before: readonly Rewrite[]): readonly Rewrite[] {
  const withheld = (reason: string) => [unmade(proposal.form, proposal.title, reason)];
  if ('withheld' in proposal) return withheld(proposal.withheld);
  const written = check.before.lowered.write(proposal);
  if (!written.ok) return written.reason === undefined ? [] : withheld(written.reason);
  if (before.some(({ edits }) => areSame(edits, written.edits))) return [];
  const verdict = verify(check, match, proposal, written.edits);
  if (verdict.kind === 'refused') return withheld(verdict.reason);
  const doubts = [...proposal.doubts, ...written.doubts];
  if (verdict.kind === 'unproved' && proposal.meaning === 'equal') doubts.push('could not be checked on values');
  if (verdict.kind === 'ok' && !verdict.keepsInfinite) doubts.push('gives another value where an input is infinite');
  const offered: Rewrite = {
    form: proposal.form,
    title: doubts.length === 0 ? written.title : `${written.title} (${doubts.join('; ')})`,
    safe: doubts.length === 0 && proposal.meaning === 'equal',
    assumptions: [...proposal.assumptions, ...written.assumptions],
    edits: written.edits,
    ...(verdict.kind === 'ok' && { verified: { cases: verdict.cases, maxUlp: verdict.maxUlp } }),
  };
  return [offered];
}
