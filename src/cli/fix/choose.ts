import type { Edit, Finding, Rewrite } from '../../analysis/index.ts';

export interface Choice {
  readonly edits: readonly Edit[];
  /** How many findings they rewrite. */
  readonly fixes: number;
}

/** The first rewrite of each finding that may be made, of those that touch the same text only one. */
export function chooseRewrites(findings: readonly Finding[], which: 'safe' | 'all'): Choice {
  const edits: Edit[] = [];
  let fixes = 0;
  for (const finding of findings) {
    const rewrite = chosen(finding, which);
    if (!rewrite || rewrite.edits.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
    edits.push(...rewrite.edits.filter((edit) => !edits.some((other) => same(edit, other))));
    fixes += 1;
  }
  return { edits, fixes };
}

function chosen({ rewrites }: Finding, which: 'safe' | 'all'): Rewrite | undefined {
  const offered = rewrites.filter(({ withheld }) => withheld === undefined);
  const safe = offered.find((rewrite) => rewrite.safe);
  return safe ?? (which === 'all' ? offered[0] : undefined);
}

function same(a: Edit, b: Edit): boolean {
  return a.cell === b.cell && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Equal edits (one import that two rewrites add) do not count. */
function overlap(a: Edit, b: Edit): boolean {
  if (a.cell !== b.cell || same(a, b)) return false;
  // Two different insertions at one place would stand in an order that nobody chose.
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.start === a.end && b.start === b.end);
}
