import type { Format } from '../formats/format.ts';
import type { Instructions } from './instance.ts';

/** Bytes of memory that are kept from one call to the next. What grew beyond is given back, as memory cannot shrink. */
const kept = 32 * 2 ** 20;

const page = 65536;

/** Bytes that a format takes in memory: eight doubles. */
const formatBytes = 64;

/** An instance of kernels.wasm and its memory: a format, and above it one area that the calls share. */
export class Workspace {
  readonly #instantiate: () => Instructions;
  #code: Instructions;
  #floats = new Float32Array(0);
  #doubles = new Float64Array(0);

  constructor(instantiate: () => Instructions) {
    this.#instantiate = instantiate;
    this.#code = instantiate();
    this.#view();
  }

  get code(): Instructions {
    return this.#code;
  }

  /** All memory, as doubles. Asked for anew after `reserve`: growing detaches what was there. */
  get doubles(): Float64Array {
    return this.#doubles;
  }

  get floats(): Float32Array {
    return this.#floats;
  }

  /** Address of the format that was written last. */
  get format(): number {
    return align(this.#code.base.value);
  }

  /** Makes room for that many bytes and gives the address of the first, a multiple of 64. */
  reserve(bytes: number): number {
    const start = align(this.format + formatBytes);
    const missing = start + bytes - this.#doubles.byteLength;
    if (missing > 0) {
      this.#code.memory.grow(Math.ceil(missing / page));
      this.#view();
    }
    return start;
  }

  /** To be called when a result has been copied out. */
  release(): void {
    if (this.#doubles.byteLength <= kept) return;
    this.#code = this.#instantiate();
    this.#view();
  }

  /** Puts a format where `round64` reads it; assembly/round64.ts says what each number is for. */
  writeFormat(format: Format): void {
    this.#doubles.set(
      [
        1.5 * 2 ** (53 - format.precision),
        format.minNormal,
        2 ** (format.maxExponent + 1),
        format.max,
        format.overflow,
        format.subnormals === 'flushed' ? format.minNormal : 0,
        format.signedZero ? -0 : 0,
        format.nan,
      ],
      this.format / 8,
    );
  }

  #view(): void {
    this.#floats = new Float32Array(this.#code.memory.buffer);
    this.#doubles = new Float64Array(this.#code.memory.buffer);
  }
}

/** The next multiple of 64: a cache line, and the stride of the widest loop. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
