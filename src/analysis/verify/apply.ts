import type { Edit, SourceDocument, Span } from '../findings.ts';

/** The document after the edits, which must not overlap. */
export function applyEdits(document: SourceDocument, edits: readonly Edit[]): SourceDocument {
  const cells = document.cells.map(({ index, text }) => {
    const own = edits.filter(({ cell }) => cell === index).sort((a, b) => a.start - b.start);
    let result = '';
    let done = 0;
    for (const { start, end, text: replacement } of own) {
      result += text.slice(done, start) + replacement;
      done = end;
    }
    return { index, text: result + text.slice(done) };
  });
  return { ...document, cells };
}

/** Where a span is after the edits: what was inserted at its start is before it, at its end behind it; what replaced more than it is all of that. */
export function mapSpan({ cell, start, end }: Span, edits: readonly Edit[]): Span {
  const around = edits.find(
    (edit) => edit.cell === cell && edit.start < edit.end && contains(edit, { cell, start, end }),
  );
  if (around && (around.start < start || around.end > end)) return mapSpan(around, edits);
  let before = 0;
  let within = 0;
  for (const edit of edits) {
    if (edit.cell !== cell) continue;
    const growth = edit.text.length - (edit.end - edit.start);
    const isInsertion = edit.start === edit.end;
    if (edit.end < start || (edit.end === start && (isInsertion || edit.start < start))) before += growth;
    else if (edit.start < end) within += growth;
  }
  return { cell, start: start + before, end: end + before + within };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.cell === inner.cell && outer.start <= inner.start && inner.end <= outer.end;
}

export function touches(a: Span, b: Span): boolean {
  return a.cell === b.cell && a.start <= b.end && b.start <= a.end;
}
