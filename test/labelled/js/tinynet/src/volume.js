'use strict';

/**
 * 3-D block of activations plus gradients, stored flat.
 */
class Volume {
  constructor(sx, sy, depth, fill) {
    this.sx = sx;
    this.sy = sy;
    this.depth = depth;
    const n = sx * sy * depth;
    this.w = new Float64Array(n);
    this.dw = new Float64Array(n);
    if (fill !== undefined) {
      this.w.fill(fill);
    } else {
      const scale = Math.sqrt(1.0 / n);
      for (let i = 0; i < n; i++) this.w[i] = Volume.randn() * scale;
    }
  }

  static randn() {
    let u = 0;
    let v = 0;
    while (u === 0) u = Math.random();
    while (v === 0) v = Math.random();
    return Math.sqrt(-2.0 * Math.log(u)) * Math.cos(2.0 * Math.PI * v); //@ stable other
  }

  get(x, y, d) {
    return this.w[(this.sx * y + x) * this.depth + d];
  }

  set(x, y, d, val) {
    this.w[(this.sx * y + x) * this.depth + d] = val;
  }

  clone() {
    const V = new Volume(this.sx, this.sy, this.depth, 0.0);
    V.w.set(this.w);
    return V;
  }
}

module.exports = { Volume };
