// What any text has to have: an answer, and rewrites that can be made.
import assert from 'node:assert/strict';
import type { Edit, Finding, LanguageId } from '../../../../src/analysis/index.ts';
import { analyze, edited, file } from './analyzer.ts';
import { parsed } from './parsed.ts';

export async function answer(text: string, language: LanguageId): Promise<readonly Finding[]> {
  const analysis = await analyze(file(text, language));
  assert.ok(analysis.ok || analysis.code !== 'internal', analysis.ok ? '' : `${analysis.message}\n${text}`);
  return analysis.ok ? analysis.findings : [];
}

async function hasErrors(text: string, language: LanguageId): Promise<boolean> {
  const tree = await parsed(text, language);
  const { hasErrors: found } = tree;
  tree.dispose();
  return found;
}

/** Edits of one rewrite: in the text, apart from each other, and the text after them is read as well as before. */
export async function assertMakeable(text: string, language: LanguageId, edits: readonly Edit[]): Promise<void> {
  for (const { cell, start, end } of edits) {
    assert.equal(cell, 0);
    assert.ok(0 <= start && start <= end && end <= text.length, text);
  }
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  sorted.slice(1).forEach(({ start }, index) => {
    assert.ok(sorted[index]!.end <= start, `edits overlap at ${start}: ${JSON.stringify(edits)}\n${text}`);
  });
  if (edits.length === 0 || (await hasErrors(text, language))) return;
  const after = edited(text, edits);
  assert.ok(!(await hasErrors(after, language)), `${text}\nbecomes\n${after}`);
}
