import type { Span } from '../findings.ts';
import type { ParsedSource } from './parser.ts';

/** Where comments stand, in order: what looks like one inside a string is none. */
export function commentsOf(sources: readonly ParsedSource[]): readonly Span[] {
  return sources.flatMap((source) => {
    const { cell } = source.root.source;
    return source.comments().map(({ start, end }) => ({ cell, start, end }));
  });
}
