/**
 * Statistics for the experiment dashboard.
 */
export interface Arm {
  name: string;
  visitors: number;
  conversions: number;
}

export interface Verdict {
  winner: string | null;
  lift: number;
  pValue: number;
  probBest: number;
}

const LANCZOS = [
  76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
];

export function logGamma(x: number): number {
  let y = x;
  let tmp = x + 5.5;
  tmp -= (x + 0.5) * Math.log(tmp); //@ stable other
  let ser = 1.000000000190015;
  for (const c of LANCZOS) ser += c / ++y;
  return -tmp + Math.log((2.5066282746310005 * ser) / x); //@ stable other
}

export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** P(B > A) for Beta posteriors, closed form. */
export function probabilityBBeatsA(a: Arm, b: Arm): number {
  const aA = a.conversions + 1;
  const bA = a.visitors - a.conversions + 1;
  const aB = b.conversions + 1;
  const bB = b.visitors - b.conversions + 1;
  let total = 0;
  for (let i = 0; i < aB; i++) {
    total += Math.exp(logBeta(aA + i, bB + bA) - Math.log(bB + i) - logBeta(1 + i, bB) - logBeta(aA, bA)); //@ stable other
  }
  return total;
}

function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const y = 1 - poly * Math.exp(-x * x); //@ stable other
  return x >= 0 ? y : -y;
}

export const normalCdf = (z: number): number => 0.5 * (1 + erf(z / Math.SQRT2));

export function zTest(a: Arm, b: Arm): number {
  const p1 = a.conversions / a.visitors;
  const p2 = b.conversions / b.visitors;
  const p = (a.conversions + b.conversions) / (a.visitors + b.visitors);
  const se = Math.sqrt(p * (1 - p) * (1 / a.visitors + 1 / b.visitors));
  return se === 0 ? 1 : 2 * (1 - normalCdf(Math.abs(p2 - p1) / se));
}

/** G-test of independence. */
export function gStatistic(arms: Arm[]): number {
  const n = arms.reduce((s, a) => s + a.visitors, 0);
  const c = arms.reduce((s, a) => s + a.conversions, 0);
  let g = 0;
  for (const arm of arms) {
    const cells: Array<[number, number]> = [
      [arm.conversions, (arm.visitors * c) / n],
      [arm.visitors - arm.conversions, (arm.visitors * (n - c)) / n],
    ];
    for (const [obs, exp] of cells) {
      if (obs > 0) g += 2 * obs * Math.log(obs / exp); //@ stable other
    }
  }
  return g;
}

/** Traffic allocation by posterior weight of the hypotheses. */
export function allocate(logEvidence: number[]): number[] {
  const lik = logEvidence.map((l) => Math.exp(l)); //@ unstable naive-softmax
  const z = lik.reduce((s, v) => s + v, 0);
  return lik.map((v) => v / z);
}

export function modelEvidence(logLik: number[]): number {
  return Math.log(logLik.map(Math.exp).reduce((s, v) => s + v, 0) / logLik.length); //@ unstable naive-logsumexp
}

export function decide(a: Arm, b: Arm, alpha = 0.05): Verdict {
  const pValue = zTest(a, b);
  const ra = a.conversions / a.visitors;
  const rb = b.conversions / b.visitors;
  return {
    winner: pValue < alpha ? (rb > ra ? b.name : a.name) : null,
    lift: rb / ra - 1,
    pValue,
    probBest: probabilityBBeatsA(a, b),
  };
}
