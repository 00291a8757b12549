// What a library computes from the logits although it is written of probabilities: a hint, which says so.
import { upstream, type Occurrence, type Recovery } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, Rule } from '../rule.ts';

/** A finding as it is reported: less severe where its library may do the right thing. */
export function withRecovery(rule: Rule, match: Match): Match {
  const recovery = rule.recoverable && recoveryAt(match.at);
  if (!recovery) return match;
  return { ...match, severity: 'hint', message: `${match.message}; ${recovery.note}` };
}

/** Only where the probability is the same library's: of another's it sees the numbers alone. */
function recoveryAt(at: Occurrence): Recovery | undefined {
  const recovery = at.behaviour?.recovers;
  if (!recovery || (recovery.by === 'losses' && !isLoss(at.term))) return undefined;
  const squashed = [...upstream(at)].filter(({ form, term }) => form === 'expression' && isSquashed(term));
  if (recovery.by === 'losses' && squashed.length === 0) return undefined;
  return squashed.every(({ behaviour }) => behaviour?.recovers === recovery) ? recovery : undefined;
}

function isLoss(term: Term): boolean {
  return term.kind === 'library' && term.name !== 'softmax' && term.name !== 'log-softmax';
}

function isSquashed(term: Term): boolean {
  return (term.kind === 'library' && term.name === 'softmax') || (term.kind === 'map' && term.name === 'sigmoid');
}
