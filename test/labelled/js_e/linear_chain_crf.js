'use strict';

/** linear chain CRF for BIO tagging */
class CRF {
  constructor(tags) {
    this.tags = tags;
    const n = tags.length;
    this.T = Array.from({ length: n }, () => new Float64Array(n));
    this.start = new Float64Array(n);
    this.end = new Float64Array(n);
    this.forbid = tags.map((a) => tags.map((b) => b.startsWith('I-') && a !== `B-${b.slice(2)}` && a !== b));
  }

  logZ(emissions) {
    const n = this.tags.length;
    let alpha = Float64Array.from(emissions[0], (e, j) => e + this.start[j]);
    for (let t = 1; t < emissions.length; t++) {
      const next = new Float64Array(n);
      for (let j = 0; j < n; j++) {
        let s = 0;
        for (let i = 0; i < n; i++) s += Math.exp(alpha[i] + this.T[i][j]);
        next[j] = Math.log(s) + emissions[t][j]; //@ unstable naive-logsumexp
      }
      alpha = next;
    }
    const last = alpha.map((a, j) => a + this.end[j]);
    return lse(last);
  }

  score(emissions, path) {
    let s = this.start[path[0]] + emissions[0][path[0]];
    for (let t = 1; t < path.length; t++) s += this.T[path[t - 1]][path[t]] + emissions[t][path[t]];
    return s + this.end[path[path.length - 1]];
  }

  nll(emissions, path) {
    return this.logZ(emissions) - this.score(emissions, path);
  }

  decode(emissions) {
    const n = this.tags.length;
    let v = Float64Array.from(emissions[0], (e, j) => e + this.start[j]);
    const back = [];
    for (let t = 1; t < emissions.length; t++) {
      const ptr = new Int32Array(n);
      const next = new Float64Array(n).fill(-Infinity);
      for (let j = 0; j < n; j++) {
        for (let i = 0; i < n; i++) {
          if (this.forbid[i][j]) continue;
          const c = v[i] + this.T[i][j] + emissions[t][j];
          if (c > next[j]) { next[j] = c; ptr[j] = i; }
        }
      }
      back.push(ptr);
      v = next;
    }
    let cur = v.indexOf(Math.max(...v));
    const path = [cur];
    while (back.length) { cur = back.pop()[cur]; path.push(cur); }
    return path.reverse().map((k) => this.tags[k]);
  }

  /** transition distribution out of a tag; forbidden ones are masked */
  transitionProbs(i, allowed) {
    const row = Array.from(this.T[i], (v, j) => (this.forbid[i][j] || !allowed.has(j) ? -Infinity : v));
    const m = Math.max(...row);
    const w = row.map((v) => Math.exp(v - m)); //@ unstable fully-masked-row
    const z = w.reduce((a, b) => a + b, 0);
    return w.map((x) => x / z);
  }

  confidence(emissions) {
    const path = this.decode(emissions).map((t) => this.tags.indexOf(t));
    return Math.exp(-this.nll(emissions, path));
  }
}

function lse(xs) {
  let m = -Infinity;
  xs.forEach((x) => { if (x > m) m = x; });
  return m + Math.log(xs.reduce((s, x) => s + Math.exp(x - m), 0)); //@ stable naive-logsumexp
}

module.exports = { CRF, lse };
