import type { Backend } from '../backend/backend.ts';
import { compile } from './instance.ts';
import { roundArray } from './round.ts';
import { runRows } from './rows.ts';
import { runKernel } from './run.ts';
import { sweep } from './sweep.ts';
import { Workspace } from './workspace.ts';

export interface WasmLoaded {
  readonly ok: true;
  readonly backend: Backend;
}

export interface WasmError {
  readonly ok: false;
  readonly code: 'wasm-not-compiled';
  /** Why, in the engine's words. */
  readonly message: string;
}

/**
 * The kernels in WebAssembly with SIMD, which Node 18 and the browsers of 2023 have. Where it fails, the TypeScript
 * backend does the same.
 * @param bytes - dist/kernels.wasm
 */
export function loadWasmBackend(bytes: Uint8Array): Promise<WasmLoaded | WasmError> {
  return Promise.resolve(load(bytes));
}

function load(bytes: Uint8Array): WasmLoaded | WasmError {
  try {
    const workspace = new Workspace(compile(bytes));
    return { ok: true, backend: wasmBackend(workspace) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, code: 'wasm-not-compiled', message: `The WebAssembly kernels do not compile here: ${reason}` };
  }
}

function wasmBackend(workspace: Workspace): Backend {
  return {
    name: 'wasm',
    runKernel: (...args) => runKernel(workspace, ...args),
    roundArray: (...args) => roundArray(workspace, ...args),
    runRows: (...args) => runRows(workspace, ...args),
    sweep: (...args) => sweep(workspace, ...args),
  };
}
