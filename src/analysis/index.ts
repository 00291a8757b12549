// The public face of the analysis: text in, findings and edits out.
export type { Analyzer, AnalyzerAssets } from './analyzer.ts';
export { createAnalyzer } from './analyzer.ts';
export { combineRewrites, type Combined } from './combine.ts';
export { explainFinding } from './explain.ts';
export * from './findings.ts';
export * from './policy/options.ts';
export { lineMap, type LineMap, type Position } from './positions.ts';
export { ruleCatalog, type RuleDescription } from './rules/catalog.ts';
