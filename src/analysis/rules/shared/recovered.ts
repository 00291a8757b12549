// What a library computes from the logits although it is written of probabilities: a hint, which says so.
import { upstream, type Occurrence, type Recovery } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { Match, Rule } from '../rule.ts';

/** A finding as it is reported: none where its library does the right thing, less severe where it may. */
export function withRecovery(rule: Rule, match: Match): readonly Match[] {
  const recovery = rule.recoverable && recoveryAt(match.at);
  if (!recovery) return [match];
  // Of its own probabilities its losses take the logits, wherever these are seen.
  if (recovery.by === 'losses') return [];
  return [{ ...match, severity: 'hint', message: `${match.message}; ${recovery.note}` }];
}

/** Only where the probability is the same library's: of another's it sees the numbers alone. */
function recoveryAt(at: Occurrence): Recovery | undefined {
  const recovery = at.behaviour?.recovers;
  if (!recovery || (recovery.by === 'losses' && !isLoss(at.term))) return undefined;
  const squashed = [...upstream(at)].filter(({ form, term }) => form === 'expression' && isSquashed(term));
  const { hiddenBy } = recovery;
  const isHidden = (part: Term) => hiddenBy !== undefined && part.kind === 'opaque' && part.key.startsWith(hiddenBy);
  if (squashed.length === 0 && [...subterms(at.term)].some(isHidden)) return undefined;
  if (recovery.by === 'losses' && squashed.length === 0) return undefined;
  return squashed.every(({ behaviour }) => behaviour?.recovers === recovery) ? recovery : undefined;
}

function isLoss(term: Term): boolean {
  return term.kind === 'library' && term.name !== 'softmax' && term.name !== 'log-softmax';
}

function isSquashed(term: Term): boolean {
  return (term.kind === 'library' && term.name === 'softmax') || (term.kind === 'map' && term.name === 'sigmoid');
}
