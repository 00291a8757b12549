class Mat {
  constructor(n, d) {
    this.n = n;
    this.d = d;
    this.w = new Float64Array(n * d);
    this.dw = new Float64Array(n * d);
  }

  static random(n, d, std) {
    const m = new Mat(n, d);
    for (let i = 0; i < m.w.length; i++) m.w[i] = (Math.random() * 2 - 1) * std;
    return m;
  }
}

class Graph {
  constructor(needsBackprop = true) {
    this.needsBackprop = needsBackprop;
    this.tape = [];
  }

  backward() {
    for (let i = this.tape.length - 1; i >= 0; i--) this.tape[i]();
  }

  mul(a, b) {
    const out = new Mat(a.n, b.d);
    for (let i = 0; i < a.n; i++) {
      for (let j = 0; j < b.d; j++) {
        let s = 0;
        for (let k = 0; k < a.d; k++) s += a.w[i * a.d + k] * b.w[k * b.d + j];
        out.w[i * b.d + j] = s;
      }
    }
    if (this.needsBackprop) {
      this.tape.push(() => {
        for (let i = 0; i < a.n; i++) {
          for (let j = 0; j < b.d; j++) {
            const g = out.dw[i * b.d + j];
            for (let k = 0; k < a.d; k++) {
              a.dw[i * a.d + k] += b.w[k * b.d + j] * g;
              b.dw[k * b.d + j] += a.w[i * a.d + k] * g;
            }
          }
        }
      });
    }
    return out;
  }

  add(a, b) {
    const out = new Mat(a.n, a.d);
    for (let i = 0; i < a.w.length; i++) out.w[i] = a.w[i] + b.w[i];
    if (this.needsBackprop) {
      this.tape.push(() => {
        for (let i = 0; i < a.w.length; i++) {
          a.dw[i] += out.dw[i];
          b.dw[i] += out.dw[i];
        }
      });
    }
    return out;
  }

  tanh(m) {
    const out = new Mat(m.n, m.d);
    for (let i = 0; i < m.w.length; i++) out.w[i] = Math.tanh(m.w[i]);
    if (this.needsBackprop) this.tape.push(() => m.w.forEach((_, i) => { m.dw[i] += (1 - out.w[i] ** 2) * out.dw[i]; }));
    return out;
  }
}

function softmax(m) {
  const out = new Mat(m.n, m.d);
  let maxval = -999999;
  for (let i = 0; i < m.w.length; i++) if (m.w[i] > maxval) maxval = m.w[i];
  let s = 0.0;
  for (let i = 0; i < m.w.length; i++) {
    out.w[i] = Math.exp(m.w[i] - maxval); //@ stable naive-softmax
    s += out.w[i];
  }
  for (let i = 0; i < m.w.length; i++) out.w[i] /= s;
  return out;
}

module.exports = { Mat, Graph, softmax };
