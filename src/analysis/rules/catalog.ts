import type { Severity } from '../findings.ts';

/** What is known of a rule without running it: for settings, links, the README and `--explain`. */
export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly defaultSeverity: Severity;
  /** Its page, from the root of the project. */
  readonly page: string;
}

/** Every rule, in the order of the README. Needs no parser, so that a host can import it. */
export const ruleCatalog: readonly RuleDescription[] = [
  {
    id: 'naive-softmax',
    title: 'Softmax without a shift',
    summary:
      'exp(x) / sum(exp(x)) overflows to inf / inf = NaN, although the softmax itself is a number between 0 and 1.',
    defaultSeverity: 'warning',
    page: 'docs/rules/naive-softmax.md',
  },
];
