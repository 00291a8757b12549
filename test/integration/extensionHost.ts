declare const EXTENSION_HOST: 'node' | 'web';

/** Which extension host this suite was bundled for, and runs in. */
export const extensionHost = EXTENSION_HOST;

// VS Code picks the host by where the test's file lies, so a run could pass in the wrong one.
const actual = 'WorkerGlobalScope' in globalThis ? 'web' : 'node';
if (actual !== extensionHost) {
  throw new Error(`The suite is for the extension host "${extensionHost}" and was loaded in "${actual}".`);
}
