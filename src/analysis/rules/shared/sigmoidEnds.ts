// Where a sigmoid is 0 exactly, which depends on how it is computed.
import { expOverflow, expZero, formats, type FormatName } from '../../../kernels/index.ts';

/**
 * How far below 0 a logit is whose sigmoid is 0. PyTorch, SciPy (expit) and XLA compute 1 / (1 + exp(-x)) as well, which is 0 where exp(-x)
 * overflows and not only where exp(x) is 0; narrow formats in float32, of which a value is rounded.
 * @param isByHand - whether it is written out, and computed in the format itself
 */
export function zeroOfSigmoid(name: FormatName, isByHand: boolean): number {
  const format = formats[name];
  if (isByHand) return expOverflow(format);
  return Math.min(expOverflow(formats[name === 'float64' ? name : 'float32']), -expZero(format));
}
