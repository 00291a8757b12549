import { evaluation } from '../arithmetic/evaluation.ts';
import type { FormatName } from '../formats/format.ts';
import { roundArray } from '../formats/round.ts';
import type { Variant } from '../kernel.ts';
import { failure, type KernelError } from '../run/errors.ts';
import { layoutOf } from '../run/layout.ts';
import { lineOperands, wrongOperands } from '../run/operands.ts';
import type { RunOptions } from '../run/options.ts';
import { findSetting } from '../run/setting.ts';
import { wrongTargets } from '../run/targets.ts';
import { findRules, rulesNames } from './rules.ts';
import { Tape } from './tape.ts';

export interface GradientOptions extends Omit<RunOptions, 'shape' | 'axis' | 'keepdims' | 'out'> {
  /** Whose backward rules: `torch` unless told, or `jax`. */
  readonly rules?: string;
  /** The gradient of the loss with respect to the kernel's values; 1 for each unless told. */
  readonly cotangent?: ArrayLike<number>;
  /** Whether the maximum is a constant in the stable forms, as behind a `detach`. */
  readonly detachMax?: boolean;
}

export interface GradientValues {
  readonly ok: true;
  readonly format: FormatName;
  /** The logits as rounded to the format. */
  readonly logits: Float64Array;
  /** The kernel's own values, as its twin gives them. */
  readonly values: Float64Array;
  /** With respect to each logit. */
  readonly gradient: Float64Array;
}

/**
 * The gradient of a kernel of one line of logits through its naive or its stable form, each operation forwards and
 * backwards rounded under the policy. Never throws, never writes to what it is given.
 *
 * It is what the framework would give, right or wrong: NaN through the naive cross-entropy as soon as any class
 * underflows (0 · 1/0 in the derivative of log).
 */
export function gradient(
  name: string,
  variant: Variant,
  logits: ArrayLike<number>,
  options: GradientOptions = {},
): GradientValues | KernelError {
  const setting = findSetting(name, options.format, options.policy);
  if (!setting.ok) return setting;
  const { kernel, format, policy } = setting;
  const rules = findRules(options.rules ?? 'torch');
  if (!rules) {
    return failure('unknown-rules', `There are no rules "${options.rules ?? ''}"; there is ${rulesNames.join(', ')}.`);
  }
  const layout = layoutOf(logits.length);
  if (!layout.ok) return layout;
  const length = kernel.result === 'scalar' ? 1 : logits.length;
  const cotangent = options.cotangent ?? new Float64Array(length).fill(1);
  const wrong = wrongTargets(kernel, layout, options.target) ?? wrongOperands(kernel, layout, options);
  if (wrong) return wrong;
  if (cotangent.length !== length) {
    const message = `cotangent has ${cotangent.length} elements; it must have ${length}, one for each value.`;
    return failure('operand-length', message);
  }

  const tape = new Tape(evaluation(format, policy), rules, options.detachMax);
  const rounded = roundArray(logits, format);
  const x = tape.variable(rounded);
  const { operands, moveTo } = lineOperands(kernel, layout, format, options);
  moveTo(0, 0);
  const result = kernel.forms[variant](tape, x, operands);
  const found = tape.gradient(result, roundArray(cotangent, format), x);
  return {
    ok: true,
    format: format.name,
    logits: rounded,
    values: roundArray(result.values, format),
    gradient: roundArray(found, format),
  };
}
