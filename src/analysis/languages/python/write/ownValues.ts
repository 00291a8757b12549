// What is made of the variables of one function.
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { Session } from '../../shared/lower/session.ts';

/** Whether a function leaves what is made of its own variables in an attribute of something. */
export function leavesOwn({ lowered }: Session, scope: string): boolean {
  for (const { id, environment } of lowered.values()) {
    if (id !== scope) continue;
    return environment.names().some((name) => {
      const bound = name.includes('.') ? environment.get(name) : undefined;
      return bound?.kind === 'value' && isMadeOf(bound.occurrence.term, scope);
    });
  }
  return true;
}

export function isMadeOf(term: Term, scope: string): boolean {
  for (const part of subterms(term)) if (part.kind === 'variable' && part.scope === scope) return true;
  return false;
}
