import { evaluation } from '../arithmetic/evaluation.ts';
import type { FormatName } from '../formats/format.ts';
import { roundArray } from '../formats/round.ts';
import type { Variant } from '../kernel.ts';
import { failure, type KernelError } from '../run/errors.ts';
import { layoutOf, reducedShape } from '../run/layout.ts';
import { forEachLine, readLine, writeLine } from '../run/lines.ts';
import { lineOperands, wrongOperands } from '../run/operands.ts';
import type { RunOptions } from '../run/options.ts';
import { findSetting } from '../run/setting.ts';
import { wrongTargets } from '../run/targets.ts';
import { findRules, rulesNames } from './rules.ts';
import { Tape } from './tape.ts';

export interface GradientOptions extends Omit<RunOptions, 'out'> {
  /** Whose backward rules: `torch` unless told, or `jax`. */
  readonly rules?: string;
  /** The gradient of the loss with respect to the kernel's values, as many as they are; 1 for each unless told. */
  readonly cotangent?: ArrayLike<number>;
  /** Whether the maximum is a constant in the stable forms, as behind a `detach`. */
  readonly detachMax?: boolean;
}

export interface GradientValues {
  readonly ok: true;
  readonly format: FormatName;
  /** The logits as rounded to the format. */
  readonly logits: Float64Array;
  /** The kernel's own values, as its twin gives them: one per logit, or one per line for a scalar kernel. */
  readonly values: Float64Array;
  /** The shape of the values: of a scalar kernel on one dimension, none. */
  readonly shape: readonly number[];
  /** With respect to each logit, in the shape of the logits. */
  readonly gradient: Float64Array;
}

/**
 * The gradient of a kernel along an axis through its naive or its stable form, each operation forwards and backwards
 * rounded under the policy. Never throws, never writes to what it is given.
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
  const layout = layoutOf(logits.length, options.shape, options.axis);
  if (!layout.ok) return layout;
  const isScalar = kernel.result === 'scalar';
  const length = isScalar ? layout.outer * layout.inner : logits.length;
  const cotangent = options.cotangent ?? new Float64Array(length).fill(1);
  const wrong = wrongTargets(kernel, layout, options.target) ?? wrongOperands(kernel, layout, options);
  if (wrong) return wrong;
  if (cotangent.length !== length) {
    const message = `cotangent has ${cotangent.length} elements; it must have ${length}, one for each value.`;
    return failure('operand-length', message);
  }

  const rounded = roundArray(logits, format);
  const cotangents = roundArray(cotangent, format);
  const values = new Float64Array(length);
  const found = new Float64Array(logits.length);
  const arithmetic = evaluation(format, policy);
  const { operands, moveTo } = lineOperands(kernel, layout, format, options);
  const line = new Float64Array(layout.length);
  const own = new Float64Array(isScalar ? 1 : layout.length);
  forEachLine(layout, (index, first) => {
    // Where its value is, or its values are, among those of all lines.
    const [place, step] = isScalar ? [index, 1] : [first, layout.inner];
    readLine(line, rounded, first, layout.inner);
    readLine(own, cotangents, place, step);
    moveTo(index, first);
    const tape = new Tape(arithmetic, rules, options.detachMax);
    const x = tape.variable(line);
    const result = kernel.forms[variant](tape, x, operands);
    writeLine(result.values, values, place, step);
    writeLine(tape.gradient(result, own, x), found, first, layout.inner);
  });
  return {
    ok: true,
    format: format.name,
    logits: rounded,
    values: roundArray(values, format, values),
    shape: isScalar ? reducedShape(layout, options.keepdims ?? false) : layout.shape,
    gradient: roundArray(found, format, found),
  };
}
