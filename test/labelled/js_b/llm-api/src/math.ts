export type Logits = Float32Array | number[];

export function toDistribution(logits: Logits, temperature: number): number[] {
  const scaled = Array.from(logits, (l) => l / temperature); //@ unstable zero-temperature across
  const max = scaled.reduce((a, b) => (a > b ? a : b), -Infinity);
  const exps = scaled.map((l) => Math.exp(l - max));
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / total);
}

export function shannon(p: number[]): number {
  let h = 0;
  for (let i = 0; i < p.length; i++) {
    h -= p[i] * Math.log2(p[i] + 1e-9); //@ unstable log-eps-hack across
  }
  return h;
}

export function logOf(p: number): number {
  return Math.log(p); //@ unstable nll-of-softmax across
}

export function pickIndex(p: number[], r = Math.random()): number {
  let acc = 0;
  for (let i = 0; i < p.length; i++) {
    acc += p[i];
    if (r < acc) return i;
  }
  return p.length - 1;
}

export function cosine(a: number[], b: number[]): number {
  let d = 0, na = 0, nb = 0;
  for (let i = 0; i < a.length; i++) {
    d += a[i] * b[i];
    na += a[i] * a[i];
    nb += b[i] * b[i];
  }
  return d / (Math.sqrt(na) * Math.sqrt(nb) || 1);
}
