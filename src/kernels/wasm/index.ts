export { loadWasmBackend, type WasmError, type WasmLoaded } from './load.ts';
