import type { Written } from '../../frontEnd.ts';

/** A plan as edits in the style of the text, or why it cannot be written. */
export function write(): Written {
  return { ok: false, reason: undefined };
}
