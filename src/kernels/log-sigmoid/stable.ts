import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/** min(x, 0) − log1p(exp(−|x|)), as PyTorch's. Mächler 2012, https://cran.r-project.org/package=Rmpfr (log1mexp) */
export function stableLogSigmoid(logits: Float64Array, { exp, log1p, subtract }: Arithmetic, out: Float64Array): void {
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    out[i] = subtract(Math.min(x, 0), log1p(exp(-Math.abs(x))));
  }
}
