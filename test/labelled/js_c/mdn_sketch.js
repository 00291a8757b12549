/* Handwriting generator: decode mixture density outputs and draw with p5. */
const NMIX = 20;

class MixtureHead {
  constructor(raw, temperature = 0.65) {
    const T = Math.max(temperature, 0.05);
    this.pi = this.weights(raw.slice(0, NMIX), T);
    this.mu1 = raw.slice(NMIX, 2 * NMIX);
    this.mu2 = raw.slice(2 * NMIX, 3 * NMIX);
    this.s1 = raw.slice(3 * NMIX, 4 * NMIX).map((v) => Math.exp(v) * Math.sqrt(T)); //@ stable other
    this.s2 = raw.slice(4 * NMIX, 5 * NMIX).map((v) => Math.exp(v) * Math.sqrt(T)); //@ stable other
    this.rho = raw.slice(5 * NMIX, 6 * NMIX).map(Math.tanh);
    this.pen = raw.slice(6 * NMIX, 6 * NMIX + 3);
  }

  weights(logits, T) {
    const z = logits.map((l) => l / T); //@ stable zero-temperature
    const m = Math.max(...z);
    const e = z.map((v) => Math.exp(v - m)); //@ stable naive-softmax
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / s);
  }

  component() {
    let r = Math.random();
    for (let i = 0; i < NMIX; i++) {
      r -= this.pi[i];
      if (r <= 0) return i;
    }
    return NMIX - 1;
  }

  density(i, x, y) {
    const zx = (x - this.mu1[i]) / this.s1[i];
    const zy = (y - this.mu2[i]) / this.s2[i];
    const r2 = 1 - this.rho[i] ** 2;
    const q = zx * zx + zy * zy - 2 * this.rho[i] * zx * zy;
    return Math.exp(-q / (2 * r2)) / (2 * Math.PI * this.s1[i] * this.s2[i] * Math.sqrt(r2)); //@ stable other
  }

  logDensity(i, x, y) {
    const zx = (x - this.mu1[i]) / this.s1[i];
    const zy = (y - this.mu2[i]) / this.s2[i];
    const r2 = 1 - this.rho[i] ** 2 + 1e-6;
    const q = zx * zx + zy * zy - 2 * this.rho[i] * zx * zy;
    return -q / (2 * r2) - Math.log(2 * Math.PI * this.s1[i] * this.s2[i] * Math.sqrt(r2));
  }

  nll(x, y) {
    let p = 0;
    for (let i = 0; i < NMIX; i++) p += Math.exp(this.logDensity(i, x, y));
    return -Math.log(p); //@ unstable naive-logsumexp
  }

  penState() {
    const e = this.pen.map((v) => Math.exp(v));
    const total = e[0] + e[1] + e[2];
    return [e[0] / total, e[1] / total, e[2] / total]; //@ unstable naive-softmax
  }

  penLoss(target) {
    const p = this.penState();
    return -target.reduce((s, t, k) => s + t * Math.log(p[k]), 0); //@ unstable nll-of-softmax across
  }

  sample() {
    const i = this.component();
    const u = Math.sqrt(-2 * Math.log(1 - Math.random())); //@ stable other
    const a = 2 * Math.PI * Math.random();
    const z1 = u * Math.cos(a);
    const z2 = u * Math.sin(a);
    const dx = this.mu1[i] + this.s1[i] * z1;
    const dy = this.mu2[i] + this.s2[i] * (this.rho[i] * z1 + Math.sqrt(1 - this.rho[i] ** 2) * z2);
    return { dx, dy, pen: this.penState() };
  }
}

function sketch(p) {
  let x = 60;
  let y = 120;
  let temperature = 0.65;
  p.setup = () => {
    p.createCanvas(800, 240);
    p.background(255);
    p.frameRate(30);
  };
  p.draw = () => {
    if (!window.model) return;
    const head = new MixtureHead(window.model.step(), temperature);
    const { dx, dy, pen } = head.sample();
    if (pen[0] > 0.5) p.line(x, y, x + dx * 10, y + dy * 10);
    x += dx * 10;
    y += dy * 10;
    if (pen[2] > 0.5 || x > p.width) p.noLoop();
  };
  p.keyPressed = () => {
    if (p.key === '+') temperature = Math.min(1.5, temperature + 0.05);
    if (p.key === '-') temperature = Math.max(0.05, temperature - 0.05);
  };
}

if (typeof window !== 'undefined') new window.p5(sketch);
else module.exports = { MixtureHead };
