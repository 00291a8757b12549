// The rewrites of a text as the check sees them: plans, edits, and what they are checked with.
import type { Edit, LanguageId } from '../../../../src/analysis/index.ts';
import { rules } from '../../../../src/analysis/rules/registry.ts';
import type { Match, RewritePlan, Rule } from '../../../../src/analysis/rules/rule.ts';
import type { LoweredDocument } from '../../../../src/analysis/languages/frontEnd.ts';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import type { Check, Reading } from '../../../../src/analysis/verify/verify.ts';
import { file } from './analyzer.ts';
import { lowered } from './lowered.ts';

export interface PlannedRewrite {
  readonly rule: string;
  readonly check: Check;
  readonly match: Match;
  readonly plan: RewritePlan;
  readonly edits: readonly Edit[];
}

/** Every plan of every rule for a text that can be written and that does not change the meaning. */
export async function plannedRewrites(text: string, language: LanguageId): Promise<readonly PlannedRewrite[]> {
  const store = new TermStore();
  const bounds = new Bounds();
  const { document } = await lowered(text, store, language);
  const reading = (rule: Rule, of: LoweredDocument): Reading => ({
    lowered: of,
    matches: rule.find({
      computed: of.computed,
      copied: of.copied,
      leaving: of.leaving,
      store,
      bounds,
      argumentsOf: (parameter) => of.argumentsOf(parameter),
      givenTo: (parameter) => of.givenTo(parameter),
      zeros: new Set(),
      defaultOf: (parameter) => of.defaultOf(parameter),
      valuesOf: (attribute) => of.valuesOf(attribute),
      textOf: (place) => of.textOf(place),
    }),
  });
  return rules.flatMap((rule) => {
    const before = reading(rule, document);
    const reread: Check['reread'] = (after, edits, scopes) => {
      const again = document.edited(after, edits, { scopes });
      return again && reading(rule, again);
    };
    const check: Check = { store, bounds, document: file(text, language), before, compare: agreement, reread };
    return before.matches.flatMap((match) =>
      match.proposals().flatMap((proposal): readonly PlannedRewrite[] => {
        if ('withheld' in proposal || proposal.meaning !== 'equal' || proposal.doubts.length > 0) return [];
        const written = document.write(proposal);
        if (!written.ok || written.doubts.length > 0) return [];
        return [{ rule: rule.id, check, match, plan: proposal, edits: written.edits }];
      }),
    );
  });
}
