export class Matrix {
  readonly data: Float64Array;

  constructor(public readonly rows: number, public readonly cols: number, data?: ArrayLike<number>) {
    this.data = data ? Float64Array.from(data) : new Float64Array(rows * cols);
  }

  static from2D(a: number[][]): Matrix {
    return new Matrix(a.length, a[0].length, a.flat());
  }

  get(r: number, c: number): number { return this.data[r * this.cols + c]; }
  set(r: number, c: number, v: number): this { this.data[r * this.cols + c] = v; return this; }
  map(f: (v: number, i: number) => number): Matrix { return new Matrix(this.rows, this.cols, this.data.map(f)); }
  max(): number { return this.data.reduce((a, b) => Math.max(a, b), -Infinity); }
  mean(): number { return this.data.reduce((a, b) => a + b, 0) / this.data.length; }

  row(r: number): Float64Array { return this.data.subarray(r * this.cols, (r + 1) * this.cols); }

  mmul(o: Matrix): Matrix {
    const out = new Matrix(this.rows, o.cols);
    for (let i = 0; i < this.rows; i++)
      for (let k = 0; k < this.cols; k++) {
        const a = this.get(i, k);
        for (let j = 0; j < o.cols; j++) out.data[i * o.cols + j] += a * o.get(k, j);
      }
    return out;
  }

  /** row-wise softmax */
  softmax(): Matrix {
    const m = this.max();
    const e = this.map(v => Math.exp(v - m)); //@ unstable wrong-shift
    for (let r = 0; r < e.rows; r++) {
      const row = e.row(r);
      const s = row.reduce((a, b) => a + b, 0);
      for (let c = 0; c < e.cols; c++) row[c] /= s;
    }
    return e;
  }

  softmaxCols(): Matrix {
    const out = new Matrix(this.rows, this.cols);
    for (let c = 0; c < this.cols; c++) {
      let m = -Infinity;
      for (let r = 0; r < this.rows; r++) m = Math.max(m, this.get(r, c));
      let s = 0;
      for (let r = 0; r < this.rows; r++) {
        const e = Math.exp(this.get(r, c) - m); //@ stable naive-softmax
        out.set(r, c, e);
        s += e;
      }
      for (let r = 0; r < this.rows; r++) out.set(r, c, out.get(r, c) / s);
    }
    return out;
  }

  /** softmax over all entries, e.g. a saliency map */
  spatialSoftmax(): Matrix {
    const peak = this.max();
    const e = this.map(v => Math.exp(v - peak)); //@ stable wrong-shift
    const total = e.data.reduce((a, b) => a + b, 0);
    return e.map(v => v / total);
  }

  centredSoftmax(): Matrix {
    const mu = this.mean();
    const e = this.map(v => Math.exp(v - mu)); //@ unstable wrong-shift
    const total = e.data.reduce((a, b) => a + b, 0);
    return e.map(v => v / total);
  }

  sigmoid(): Matrix {
    return this.map(v => Math.exp(v) / (Math.exp(v) + 1)); //@ unstable naive-sigmoid
  }

  softplus(): Matrix {
    return this.map(v => Math.log(Math.exp(v) + 1)); //@ unstable naive-softplus
  }

  logSumExpRows(): Float64Array {
    return Float64Array.from({ length: this.rows }, (_, r) => {
      const row = this.row(r);
      const m = Math.max(...row);
      return m + Math.log(row.reduce((a, v) => a + Math.exp(v - m), 0)); //@ stable naive-logsumexp
    });
  }

  /** cholesky factor of an SPD matrix */
  chol(): Matrix {
    const L = new Matrix(this.rows, this.cols);
    for (let i = 0; i < this.rows; i++) {
      for (let j = 0; j <= i; j++) {
        let s = this.get(i, j);
        for (let k = 0; k < j; k++) s -= L.get(i, k) * L.get(j, k);
        if (i === j && s <= 0) throw new RangeError('matrix is not positive definite');
        L.set(i, j, i === j ? Math.sqrt(s) : s / L.get(j, j));
      }
    }
    return L;
  }

  logDet(): number {
    const L = this.chol();
    let s = 0;
    for (let i = 0; i < L.rows; i++) s += Math.log(L.get(i, i)); //@ stable other
    return 2 * s;
  }

  crossEntropy(labels: number[]): number {
    const p = this.softmaxOfRows();
    return labels.reduce((a, y, r) => a - Math.log(p.get(r, y)), 0) / labels.length; //@ unstable nll-of-softmax across
  }

  private softmaxOfRows(): Matrix {
    const lse = this.logSumExpRows();
    return this.map((v, i) => Math.exp(v - lse[Math.floor(i / this.cols)])); //@ stable naive-softmax
  }
}

/** squared-exponential kernel */
export function rbf(X: Matrix, ell = 1): Matrix {
  const K = new Matrix(X.rows, X.rows);
  for (let i = 0; i < X.rows; i++)
    for (let j = 0; j < X.rows; j++) {
      let d = 0;
      for (let c = 0; c < X.cols; c++) d += (X.get(i, c) - X.get(j, c)) ** 2;
      K.set(i, j, Math.exp(-d / (2 * ell * ell))); //@ stable other
    }
  return K;
}
