export interface Item {
  clicks: number;
  impressions: number;
  ageHours: number;
  price: number;
  rating: number;
}

export function features(it: Item): number[] {
  return [
    Math.log1p(it.clicks),
    Math.log(it.impressions + 1),
    Math.exp(-it.ageHours / 48),
    Math.log(Math.max(it.price, 0.01)), //@ stable log-eps-hack
    it.rating / 5,
  ];
}

export function hotScore(ups: number, downs: number, epochSeconds: number): number {
  const s = ups - downs;
  const order = Math.log10(Math.max(Math.abs(s), 1));
  return Math.sign(s) * order + (epochSeconds - 1134028003) / 45000;
}

export function wilson(pos: number, n: number): number {
  if (!n) return 0;
  const z = 1.96;
  const p = pos / n;
  return (p + (z * z) / (2 * n) - z * Math.sqrt((p * (1 - p) + (z * z) / (4 * n)) / n)) / (1 + (z * z) / n);
}
