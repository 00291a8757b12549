import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/**
 * −(t log p + (1 − t) log1p(−p)) where a term with the factor 0 is 0, whatever its logarithm: SciPy's xlogy and xlog1py.
 * Infinity where the true class has probability 0. PyTorch's binary_cross_entropy cuts its logarithms off at −100.
 */
export function stableBinaryCrossEntropy(
  probabilities: Float64Array,
  { add, log, log1p, multiply, subtract }: Arithmetic,
  out: Float64Array,
  { targets }: Operands,
): void {
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    const t = targets[i]!;
    const positive = t === 0 && !Number.isNaN(p) ? 0 : multiply(t, log(p));
    const negative = t === 1 && !Number.isNaN(p) ? 0 : multiply(subtract(1, t), log1p(-p));
    out[i] = -add(positive, negative);
  }
}
