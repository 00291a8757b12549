// Black-Scholes, implied volatility, binomial tree and a small Monte Carlo.

const SQRT_2PI = Math.sqrt(2 * Math.PI);

export function pdf(x) {
  return Math.exp(-0.5 * x * x) / SQRT_2PI; //@ stable other
}

// Abramowitz & Stegun 26.2.17
export function cdf(x) {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = pdf(x) * poly;
  return x >= 0 ? 1 - tail : tail;
}

export function blackScholes({ S, K, T, r, sigma, q = 0, type = 'call' }) {
  const d1 = (Math.log(S / K) + (r - q + 0.5 * sigma ** 2) * T) / (sigma * Math.sqrt(T)); //@ stable other
  const d2 = d1 - sigma * Math.sqrt(T);
  const df = Math.exp(-r * T); //@ stable other
  const dq = Math.exp(-q * T); //@ stable other
  const price = type === 'call' ? S * dq * cdf(d1) - K * df * cdf(d2) : K * df * cdf(-d2) - S * dq * cdf(-d1);
  return {
    price,
    delta: type === 'call' ? dq * cdf(d1) : dq * (cdf(d1) - 1),
    gamma: (dq * pdf(d1)) / (S * sigma * Math.sqrt(T)),
    vega: S * dq * pdf(d1) * Math.sqrt(T),
  };
}

export function impliedVol(target, params, { lo = 1e-4, hi = 5, tol = 1e-7 } = {}) {
  let a = lo;
  let b = hi;
  for (let i = 0; i < 200; i++) {
    const mid = 0.5 * (a + b);
    const { price } = blackScholes({ ...params, sigma: mid });
    if (Math.abs(price - target) < tol) return mid;
    if (price > target) b = mid;
    else a = mid;
  }
  return 0.5 * (a + b);
}

export function crr({ S, K, T, r, sigma, n = 200, american = false }) {
  const dt = T / n;
  const u = Math.exp(sigma * Math.sqrt(dt)); //@ stable other
  const d = 1 / u;
  const disc = Math.exp(-r * dt);
  const p = (Math.exp(r * dt) - d) / (u - d); //@ stable naive-softmax
  const v = Float64Array.from({ length: n + 1 }, (_, i) => Math.max(0, K - S * u ** (2 * i - n)));
  for (let step = n - 1; step >= 0; step--) {
    for (let i = 0; i <= step; i++) {
      v[i] = disc * (p * v[i + 1] + (1 - p) * v[i]);
      if (american) v[i] = Math.max(v[i], K - S * u ** (2 * i - step));
    }
  }
  return v[0];
}

export function logReturns(prices) {
  return prices.slice(1).map((p, i) => Math.log(p / prices[i])); //@ stable other
}

export function monteCarlo({ S, K, T, r, sigma }, paths = 1e5) {
  let sum = 0;
  for (let i = 0; i < paths; i++) {
    const z = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    const ST = S * Math.exp((r - 0.5 * sigma * sigma) * T + sigma * Math.sqrt(T) * z); //@ stable other
    sum += Math.max(0, ST - K);
  }
  return (Math.exp(-r * T) * sum) / paths;
}

/** Exponential tilting of historical scenarios: weights w_i ∝ exp(lambda * pnl_i) */
export function tiltedWeights(pnl, lambda) {
  const w = pnl.map((x) => Math.exp(lambda * x)); //@ unstable naive-softmax
  const total = w.reduce((a, b) => a + b, 0);
  return w.map((x) => x / total);
}

/** entropic risk measure (1/a) log E[exp(-a X)] */
export function entropicRisk(pnl, a = 0.01) {
  const mean = pnl.reduce((s, x) => s + Math.exp(-a * x), 0) / pnl.length;
  return Math.log(mean) / a; //@ unstable naive-logsumexp
}
