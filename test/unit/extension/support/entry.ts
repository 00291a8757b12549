// What is bundled with the stand-in for VS Code, so that both sides see the same one.
export { FindingStore } from '../../../../src/extension/analysis/findingStore.ts';
export { AnalysisRunner } from '../../../../src/extension/analysis/runner.ts';
export { host, FileType, TextDocument, Uri } from './vscode.ts';
