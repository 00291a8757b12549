// Every id that package.json declares and code uses. test/unit/build/manifest.test.ts holds the two against each other.
export const notebookType = 'softmax-notebook';
export const cellLanguage = 'softmax';
export const rendererId = 'softmax-stability-renderer';
export const controllerId = 'softmax-stability-kernel';
export const configurationSection = 'softmaxStability';
export const diagnosticSource = 'softmax-stability';
export const notebookSuffix = '.softmax.md';

export const commands = {
  newNotebook: 'softmaxStability.newNotebook',
  showLog: 'softmaxStability.showLog',
  restartWorkers: 'softmaxStability.restartWorkers',
} as const;
