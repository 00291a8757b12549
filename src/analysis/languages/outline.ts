import type { SourceDocument } from '../findings.ts';
import { mayHoldDirectives } from '../policy/directives.ts';
import type { Outline } from './frontEnd.ts';
import type { ParsedSource } from './parser.ts';
import { frontEnds } from './registry.ts';

/** Where more of the functions is left by an outline, looking at that first costs more than it saves. */
const worthOutlining = 0.4;

/** What is looked at of a document before the whole of it; undefined where that is the whole. */
export function outlineOf(document: SourceDocument, sources: readonly ParsedSource[]): Outline | undefined {
  // What users call, words of the text itself do not tell.
  if (document.modules?.some(({ isUser }) => isUser)) return undefined;
  // Where a text has errors, what a statement is cannot be told; comments are answered for what they silence.
  if (mayHoldDirectives(document) || sources.some(({ hasErrors }) => hasErrors)) return undefined;
  const outline = frontEnds[document.language].outline?.(sources);
  return outline && outline.share < worthOutlining ? outline : undefined;
}
