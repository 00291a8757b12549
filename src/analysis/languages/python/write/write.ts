import type { RewritePlan } from '../../../rules/rule.ts';
import type { Written } from '../../frontEnd.ts';
import type { Session } from '../lower/session.ts';

export function write(_plan: RewritePlan, _session: Session, _texts: ReadonlyMap<number, string>): Written {
  return { ok: false, reason: 'not written yet' };
}
