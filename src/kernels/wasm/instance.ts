/** What kernels.wasm exports: see assembly/. Addresses are in bytes, `end` is the one after the last. */
export interface Instructions {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** Where the constants end. */
  readonly base: { readonly value: number };

  readonly max32: (start: number, end: number) => number;
  readonly expSum32: (start: number, end: number, greatest: number) => number;
  readonly normalize32: (start: number, end: number, total: number) => void;
  readonly subtract32: (start: number, end: number, a: number, b: number) => void;

  readonly max64: (start: number, end: number) => number;
  readonly exponent64: (greatest: number) => number;
  readonly expSum64: (start: number, end: number, greatest: number) => number;
  readonly normalize64: (start: number, end: number, total: number) => void;

  readonly exp64: (from: number, end: number, to: number) => void;
  readonly expNarrow: (from: number, end: number, to: number) => void;
  readonly round64: (from: number, end: number, to: number, format: number) => void;
  readonly roundSingle64: (from: number, end: number, to: number) => void;
  readonly roundUnusual64: (from: number, end: number, to: number, format: number) => void;
  readonly sum64: (start: number, end: number, single: number) => number;
  readonly add64: (from: number, end: number, to: number, value: number) => void;
  readonly multiply64: (from: number, end: number, to: number, value: number) => void;
  readonly divide64: (from: number, end: number, to: number, value: number) => void;
  readonly distance64: (x: number, end: number, y: number) => number;
}

/** The part of the WebAssembly API that is used; the library of types that describes it is the DOM's. */
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<object>;
  Instance: new (module: object) => { readonly exports: Instructions };
}

/**
 * Compiles kernels.wasm and gives a maker of instances of it.
 * @throws what the engine throws where it has no WebAssembly, no SIMD in it, or the bytes are something else
 */
export async function compile(bytes: Uint8Array): Promise<() => Instructions> {
  const api = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly; // every engine has it under this name
  if (!api) throw new Error('there is no WebAssembly');
  const module = await api.compile(bytes);
  return () => new api.Instance(module).exports;
}
