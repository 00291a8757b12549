// What kernels.wasm exports. Addresses are in bytes and multiples of 16; there is no allocation: ../memory.ts lays out
// everything above `base`, where the constants end.
export { expSum32, max32, normalize32, subtract32 } from './softmax32';
export { exponent64, expSum64, max64, normalize64 } from './softmax64';
export { exp64, expNarrow } from './exp64';
export { round64, roundSingle64, roundUnusual64 } from './round64';
export { sum64 } from './sum64';
export { add64, distance64, divide64, multiply64 } from './elementwise';
export const base: usize = __heap_base;
