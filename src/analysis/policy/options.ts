// What a user decides about findings, the same in the editor and on the command line; and what a host asks for of them.
import type { FormatName } from '../../kernels/index.ts';
import type { Severity } from '../findings.ts';

/** How a rule is reported; `off` is not at all. */
export type RuleLevel = Severity | 'off';

export const ruleLevels: readonly RuleLevel[] = ['off', 'hint', 'warning', 'error'];

/** Formats that code may be said to compute in where it does not say so itself. */
export const assumableFormats = ['float16', 'bfloat16', 'float32', 'float64'] as const satisfies readonly FormatName[];

export type AssumableFormat = (typeof assumableFormats)[number];

export interface AnalysisOptions {
  /** By the id of a rule; a rule that is not named has its usual severity. */
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  /** In place of the format that a library usually computes in. What the code itself declares stays. */
  readonly format?: AssumableFormat;
  /** Whether an `ignore` comment that silences nothing is a problem. */
  readonly reportUnusedIgnores?: boolean;
  /** Whether findings come without their rewrites, whose verification takes most of the time. */
  readonly findingsOnly?: boolean;
}

export function isRuleLevel(value: unknown): value is RuleLevel {
  return (ruleLevels as readonly unknown[]).includes(value);
}

export function isAssumableFormat(value: unknown): value is AssumableFormat {
  return (assumableFormats as readonly unknown[]).includes(value);
}
