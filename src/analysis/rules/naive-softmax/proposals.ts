import type { Proposal, RuleContext } from '../rule.ts';
import type { Site } from './index.ts';

export function propose(_context: RuleContext, _sites: readonly Site[]): readonly Proposal[] {
  return [];
}
