// From a rule's proposals to rewrites: written, checked, and said to be safe or not.
import type { Edit, Rewrite, RewriteForm, Span } from './findings.ts';
import { WritingNotes } from './languages/frontEnd.ts';
import type { Match, Proposal, RewritePlan } from './rules/rule.ts';
import { OutOfSteps } from './terms/steps.ts';
import { verify, type Check } from './verify/verify.ts';

/** Rewrites of a finding, and what they depend on besides the function that they are in and what that reads. */
export interface Made {
  readonly rewrites: readonly Rewrite[];
  readonly notes: WritingNotes;
  /** Places of the document's own text that they are about. */
  readonly places: readonly Span[];
  /** What they cost. */
  readonly steps: number;
}

/** Those that can be offered, then those that cannot, with the reason. */
export function rewritesOf(check: Check, match: Match): Made {
  const all: Rewrite[] = [];
  const places: Span[] = [];
  const notes = new WritingNotes();
  const { steps } = check.store;
  const before = steps.taken;
  try {
    for (const proposal of match.proposals()) {
      all.push(...made(check, match, proposal, all, { places, notes }));
    }
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    all.push(unmade('library', 'Rewrite', 'there is too much in this text to check every rewrite'));
  }
  const [first] = all.length === 0 ? match.proposals() : [];
  if (first) all.push(unmade(first.form, first.title, 'there is no function for it, and it is not written out here'));
  const offered = all.filter(({ withheld }) => withheld === undefined);
  // One of two ways to do the same will do.
  const isOffered = ({ form, title }: Rewrite) => offered.some((each) => each.form === form && each.title === title);
  const rewrites = [...offered, ...all.filter((each) => each.withheld !== undefined && !isOffered(each))];
  return { rewrites, notes, places, steps: steps.taken - before };
}

function made(
  check: Check,
  match: Match,
  proposal: Proposal,
  before: readonly Rewrite[],
  { places, notes }: { readonly places: Span[]; readonly notes: WritingNotes },
): readonly Rewrite[] {
  if (!('withheld' in proposal)) places.push(...placesIn(proposal));
  const found = rewrite(check, match, proposal, before, notes);
  const otherwise = 'withheld' in proposal || found.some(({ safe }) => safe) ? undefined : proposal.otherwise;
  const other = otherwise ? made(check, match, otherwise, before, { places, notes }) : [];
  // Without a reason of its own it says nothing.
  return other.length > 0 ? other : found;
}

function placesIn({ keeps, replacements, unneeded, like }: RewritePlan): readonly Span[] {
  const all = [...keeps.map(({ at }) => at), ...replacements.map(({ at }) => at), ...unneeded, ...like];
  return all.filter(({ own }) => own).map(({ span }) => span);
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
function rewrite(
  check: Check,
  match: Match,
  proposal: Proposal,
  before: readonly Rewrite[],
  notes: WritingNotes,
): readonly Rewrite[] {
  const withheld = (reason: string) => [unmade(proposal.form, proposal.title, reason)];
  if ('withheld' in proposal) return withheld(proposal.withheld);
  const written = check.before.lowered.write(proposal, notes);
  if (!written.ok) return written.reason === undefined ? [] : withheld(written.reason);
  if (before.some(({ edits }) => areSame(edits, written.edits))) return [];
  const verdict = verify(check, match, proposal, written.edits);
  if (verdict.kind === 'refused') return withheld(verdict.reason);
  const doubts = [...proposal.doubts, ...written.doubts];
  const assumptions = [...proposal.assumptions, ...written.assumptions];
  const { untrained } = proposal;
  if (untrained !== undefined && written.isUntrained === true) assumptions.push(`no gradient is taken of ${untrained}`);
  else if (untrained !== undefined) doubts.push(`${untrained} gets no gradient where it is 0`);
  if (verdict.kind === 'unproved' && proposal.meaning === 'equal') doubts.push('could not be checked on values');
  if (verdict.kind === 'ok' && !verdict.keepsInfinite) doubts.push('gives another value where an input is infinite');
  const offered: Rewrite = {
    form: proposal.form,
    title: doubts.length === 0 ? written.title : `${written.title} (${doubts.join('; ')})`,
    safe: doubts.length === 0 && proposal.meaning === 'equal',
    assumptions,
    edits: written.edits,
    ...(written.names.length > 0 && { names: written.names }),
    ...(written.imports.length > 0 && { imports: written.imports }),
    ...(verdict.kind === 'ok' && { verified: { cases: verdict.cases, maxUlp: verdict.maxUlp } }),
  };
  return [offered];
}
