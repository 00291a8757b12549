// One cold start, printed in milliseconds:  cold.ts kernels.wasm
import { readFileSync } from 'node:fs';
import { loadWasmBackend } from '../../src/kernels/index.ts';

const bytes = readFileSync(process.argv[2]!);
const logits = new Float32Array(1000);
const start = performance.now();
const loaded = await loadWasmBackend(bytes);
if (!loaded.ok) throw new Error(loaded.message);
loaded.backend.runRows('softmax', logits);
console.log(performance.now() - start);
