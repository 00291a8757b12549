import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository, which is also the extension's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Everything fetched to run a VS Code; test-electron keeps its downloads here as well. Git-ignored, kept between runs. */
export const cacheFolder = join(root, '.vscode-test');

/** The executable of ours that takes VS Code's arguments. */
export const codeServerExecutable = join(root, 'test', 'host', 'code.mjs');

export const samplesFolder = join(root, 'samples');

/** Where the tests pack the extension to, and take it from. */
export const packedExtension = join(root, 'test-results', 'extension.vsix');
