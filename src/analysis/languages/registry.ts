import type { LanguageId } from '../findings.ts';
import type { FrontEnd } from './frontEnd.ts';
import { javascript } from './javascript/frontEnd.ts';
import { python } from './python/frontEnd.ts';

/** Every language that is understood. */
export const frontEnds: Readonly<Record<LanguageId, FrontEnd>> = {
  python,
  javascript,
  typescript: javascript,
  tsx: javascript,
};
