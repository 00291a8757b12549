import {
  combineRewrites,
  type Combined,
  type Finding,
  type Rewrite,
  type SourceDocument,
} from '../../analysis/index.ts';

/** The first rewrite of each finding that may be made, as many as can be made together. */
export function chooseRewrites(
  findings: readonly Finding[],
  which: 'safe' | 'all',
  { cells }: Pick<SourceDocument, 'cells'>,
): Combined {
  const rewrites = findings.map((finding) => chosen(finding, which)).filter((rewrite) => rewrite !== undefined);
  return combineRewrites(rewrites, (cell) => cells.find(({ index }) => index === cell)?.text);
}

function chosen({ rewrites }: Finding, which: 'safe' | 'all'): Rewrite | undefined {
  const offered = rewrites.filter(({ withheld }) => withheld === undefined);
  const safe = offered.find((rewrite) => rewrite.safe);
  return safe ?? (which === 'all' ? offered[0] : undefined);
}
