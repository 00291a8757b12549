import type { Severity } from '../analysis/index.ts';

type Style = (text: string) => string;

/** How the parts of a text report are set off; the identity where there are no colours. */
export interface Styles {
  readonly place: Style;
  readonly dim: Style;
  readonly severity: Readonly<Record<Severity, Style>>;
}

const plain: Style = (text) => text;
const sgr =
  (code: number): Style =>
  (text) =>
    `\u001b[${code}m${text}\u001b[0m`;

const none: Styles = { place: plain, dim: plain, severity: { hint: plain, warning: plain, error: plain } };
const ansi: Styles = { place: sgr(1), dim: sgr(2), severity: { hint: sgr(36), warning: sgr(33), error: sgr(31) } };

/**
 * Colours on a terminal, unless the environment says otherwise: FORCE_COLOR (0 and false mean no) before NO_COLOR, as Node has it.
 * Sources: https://force-color.org, https://no-color.org
 */
export function stylesFor(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): Styles {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = env;
  if (force !== undefined && force !== '') return force === '0' || force === 'false' ? none : ansi;
  if (no !== undefined && no !== '') return none;
  return isTTY && terminal !== 'dumb' ? ansi : none;
}
