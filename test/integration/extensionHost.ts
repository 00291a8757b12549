declare const EXTENSION_HOST: 'node' | 'web';

/** Which extension host this suite was bundled for. */
export const extensionHost = EXTENSION_HOST;
