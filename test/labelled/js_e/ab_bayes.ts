export interface Variant {
  name: string;
  visitors: number;
  conversions: number;
}

export interface Posterior {
  alpha: number;
  beta: number;
}

const lnGamma = (z: number): number => {
  const g = 7;
  const C = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - lnGamma(1 - z);
  z -= 1;
  let x = C[0];
  for (let i = 1; i < g + 2; i++) x += C[i] / (z + i);
  const t = z + g + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(x);
};

const lnBeta = (a: number, b: number) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

export function posterior(v: Variant, prior: Posterior = { alpha: 1, beta: 1 }): Posterior {
  return { alpha: prior.alpha + v.conversions, beta: prior.beta + v.visitors - v.conversions };
}

/** closed form of P(B > A), Evan Miller */
export function probBBeatsA(a: Posterior, b: Posterior): number {
  let total = 0;
  for (let i = 0; i < b.alpha; i++) {
    total += Math.exp(
      lnBeta(a.alpha + i, b.beta + a.beta) - Math.log(b.beta + i) - lnBeta(1 + i, b.beta) - lnBeta(a.alpha, a.beta),
    );
  }
  return total;
}

export function logOdds(p: number): number {
  const q = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
  return Math.log(q / (1 - q)); //@ stable other
}

/** posterior over models given log evidences */
export function modelWeights(logEvidence: number[]): number[] {
  const w = logEvidence.map((l) => Math.exp(l)); //@ unstable naive-softmax
  const total = w.reduce((s, v) => s + v, 0);
  return w.map((v) => v / total);
}

export function logMarginal(v: Variant, prior: Posterior): number {
  const p = posterior(v, prior);
  return lnBeta(p.alpha, p.beta) - lnBeta(prior.alpha, prior.beta);
}

/** evidence averaged over a grid of priors */
export function averagedEvidence(v: Variant, priors: Posterior[]): number {
  const ls = priors.map((p) => logMarginal(v, p));
  return Math.log(ls.reduce((s, l) => s + Math.exp(l), 0) / ls.length); //@ unstable naive-logsumexp
}

export function bayesFactor(v: Variant, a: Posterior, b: Posterior): number {
  return Math.exp(logMarginal(v, a) - logMarginal(v, b));
}

export function summary(variants: Variant[]): Record<string, number> {
  const [control, ...rest] = variants;
  const base = posterior(control);
  return Object.fromEntries(rest.map((v) => [v.name, probBBeatsA(base, posterior(v))]));
}
