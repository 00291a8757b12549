import type { Floats } from '../backend/backend.ts';
import { doublePrecision, singlePrecision, type DoublePrecision, type Precision } from './precision.ts';
import { align, type Workspace } from './workspace.ts';

/** Bytes at the start of a row whose maximum stands for that of all at first. */
const sample = 2048;

interface Terms {
  readonly greatest: number;
  readonly sum: number;
  readonly near: number;
  /** The maximum of what the terms were made of, where that is not the logits'. */
  readonly shifted?: number;
}

/** One place in memory for rows of one length, in one precision; what is written to it may have the other. */
class Row<P extends Precision> {
  protected readonly precision: P;
  protected readonly length: number;
  readonly #start: number;
  readonly #end: number;
  readonly #first: number;

  constructor(precision: P, start: number, bytesPerElement: 4 | 8, length: number) {
    this.precision = precision;
    this.length = length;
    this.#start = start;
    this.#end = start + align(length * bytesPerElement);
    this.#first = start / bytesPerElement;
  }

  softmax(logits: Floats, out: Floats, at: number): void {
    const { sum } = this.terms(logits);
    if (Number.isNaN(sum)) out.fill(NaN, at, at + this.length);
    else {
      this.precision.normalize(this.#start, this.#end, sum);
      this.#read(out, at);
    }
  }

  /** x − a − b. */
  protected subtract(logits: Floats, a: number, b: number, out: Floats, at: number): void {
    this.#write(logits);
    this.precision.subtract(this.#start, this.#end, a, b);
    this.#read(out, at);
  }

  /** The maximum and the terms' sum, or NaN; `near` is what their exponents are counted from. */
  protected terms(logits: Floats): Terms {
    const { precision } = this;
    this.#write(logits);
    // The first logits' maximum is near enough to that of all, but for odd rows: a pass less.
    const near = precision.max(this.#start, Math.min(this.#end, this.#start + sample));
    if (Math.abs(near) <= precision.reach) {
      const sum = precision.expSum(this.#start, this.#end, near);
      const greatest = precision.greatestSeen();
      if (greatest === Infinity) return { greatest, sum: NaN, near };
      if (greatest - near <= precision.above) return { greatest, sum, near };
      this.#write(logits);
    }
    return this.#termsOfAny();
  }

  #termsOfAny(): Terms {
    const { precision } = this;
    const greatest = precision.max(this.#start, this.#end);
    // Of NaN alone the maximum is −Infinity as well.
    if (!Number.isFinite(greatest)) return { greatest, sum: NaN, near: 0 };
    if (Math.abs(greatest) <= precision.reach) {
      return { greatest, sum: precision.expSum(this.#start, this.#end, greatest), near: greatest };
    }
    // Here x − max is exact wherever it matters: x is within a factor of 2 of the maximum (Sterbenz 1974).
    precision.subtract(this.#start, this.#end, greatest, 0);
    return { greatest, sum: precision.expSum(this.#start, this.#end, 0), near: 0, shifted: 0 };
  }

  #write(logits: Floats): void {
    const view = this.precision.view();
    view.set(logits, this.#first);
    view.fill(-Infinity, this.#first + this.length, this.#end / view.BYTES_PER_ELEMENT);
  }

  #read(out: Floats, at: number): void {
    out.set(this.precision.view().subarray(this.#first, this.#first + this.length), at);
  }
}

export class SingleRow extends Row<Precision> {
  constructor(workspace: Workspace, length: number) {
    const start = workspace.reserve(align(length * 4));
    super(singlePrecision(workspace), start, 4, length);
  }
}

/** Logarithms are taken here only: near 0 a sum of float32 terms leaves them no digits. */
export class DoubleRow extends Row<DoublePrecision> {
  constructor(workspace: Workspace, length: number) {
    const start = workspace.reserve(align(length * 8));
    super(doublePrecision(workspace), start, 8, length);
  }

  logSoftmax(logits: Floats, out: Floats, at: number): void {
    const { greatest, logTotal } = this.#logTotal(logits);
    if (Number.isNaN(logTotal)) out.fill(NaN, at, at + this.length);
    else this.subtract(logits, greatest, logTotal, out, at);
  }

  logSumExp(logits: Floats): number {
    if (this.length === 0) return -Infinity;
    const { greatest, logTotal } = this.#logTotal(logits);
    return greatest + logTotal;
  }

  crossEntropy(logits: Floats, target: number): number {
    const { greatest, logTotal } = this.#logTotal(logits);
    return logTotal - (logits[target]! - greatest);
  }

  /** log Σ exp(x − max x) ≥ 0, or NaN. */
  #logTotal(logits: Floats): { greatest: number; logTotal: number } {
    const { greatest, sum, near, shifted = greatest } = this.terms(logits);
    return { greatest, logTotal: Math.max(0, this.precision.logOfTerms(sum, near, shifted)) };
  }
}
