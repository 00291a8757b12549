import type { Edit, SourceDocument } from '../../findings.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import type { Extent, FrontEnd, LoweredDocument } from '../frontEnd.ts';
import type { ParsedSource, Parse } from '../parser.ts';
import { blankMagics } from './magics.ts';
import { mayMatter } from './prefilter.ts';
import { Frame } from './lower/frame.ts';
import { lowerPending } from './lower/functions.ts';
import { Modules } from './lower/modules.ts';
import { choiceFor } from './lower/relevance.ts';
import { Session } from './lower/session.ts';
import { lowerBlock } from './lower/statements.ts';
import { write } from './write/write.ts';

export const python: FrontEnd = {
  lineComment: '#',
  mayMatter,
  lower: (document, parse, store, extent = 'relevant') => read(document, store, extent, parse),
};

/** What is parsed for each cell, and by whom it is to be freed. */
interface Parsed {
  readonly source: ParsedSource;
  readonly own: boolean;
}

/**
 * Lowers a document whose cells are parsed by `parse`, or taken over from a reading before by `take`.
 * @param before - what the reading before saw of calls
 */
function read(
  document: SourceDocument,
  store: TermStore,
  extent: Extent,
  parse: Parse,
  take: (cell: number, parse: () => ParsedSource | undefined) => Parsed | undefined = (_, fresh) => owned(fresh()),
  before?: LoweredDocument['argumentsOf'],
): LoweredDocument | undefined {
  const parsed = new Map<number, Parsed>();
  const imported: ParsedSource[] = [];
  const modules = new Modules(document.modules ?? [], ({ text }, index) => {
    const source = parse({ cell: -index, text });
    if (source) imported.push(source);
    return source?.root;
  });
  const dispose = () => {
    for (const source of imported) source.dispose();
    for (const { source, own } of parsed.values()) if (own) source.dispose();
  };
  for (const { index: cell, text } of document.cells) {
    const source = take(cell, () => parse({ cell, text: readable(document, text) }));
    if (!source) {
      dispose();
      return undefined;
    }
    parsed.set(cell, source);
  }
  const sources = [...parsed.values()].map(({ source }) => source);
  const session = new Session(store, modules);
  try {
    lowerSources(sources, session, extent);
  } catch (error) {
    dispose();
    throw error;
  }
  // Where only some functions are lowered, not every call is seen.
  const argumentsOf = before ?? ((parameter: Term) => session.callers.argumentsOf(parameter));
  const texts = new Map(document.cells.map(({ index, text }) => [index, text]));
  return {
    computed: session.computed,
    leaving: session.leaving,
    argumentsOf,
    needs: modules.needs,
    hasErrors: sources.some(({ hasErrors }) => hasErrors),
    textOf: ({ span }) => texts.get(span.cell)?.slice(span.start, span.end) ?? '',
    write: (plan) => write(plan, session, texts),
    comments: () =>
      [...parsed].flatMap(([cell, { source }]) => source.comments().map(({ start, end }) => ({ cell, start, end }))),
    takesComment: (cell, offset) =>
      parsed.get(cell)?.source.isInside(offset, ['string']) === false &&
      // A backslash joins the lines around it, and nothing may stand between.
      !/\\(?:\r\n|\n|\r)?[ \t]*$/.test(texts.get(cell)!.slice(0, offset)),
    edited: (after, edits, within) => {
      const retake = (cell: number, fresh: () => ParsedSource | undefined) => {
        const source = parsed.get(cell)?.source;
        const own = edits.filter((edit) => edit.cell === cell);
        if (!source || own.length === 0) return source && { source, own: false };
        return owned(document.kind === 'notebook' ? fresh() : reread(source, after, cell, own));
      };
      return read(after, store, within, parse, retake, typeof within === 'object' ? argumentsOf : undefined);
    },
    dispose,
  };
}

function owned(source: ParsedSource | undefined): Parsed | undefined {
  return source && { source, own: true };
}

/** A cell's text without what is not Python. */
function readable({ kind }: SourceDocument, text: string): string {
  return kind === 'notebook' ? blankMagics(text) : text;
}

function reread(before: ParsedSource, after: SourceDocument, cell: number, edits: readonly Edit[]) {
  return before.edited(edits, { cell, text: after.cells.find(({ index }) => index === cell)?.text ?? '' });
}

function lowerSources(sources: readonly ParsedSource[], session: Session, extent: Extent): void {
  const module = new Frame(session, 'module', undefined, 0);
  for (const { root } of sources) {
    lowerBlock(module, root, 0);
    module.environment.ended = undefined; // an error or a top-level return in one cell leaves the next alone
  }
  const statements = sources.flatMap(({ root }) => root.named);
  lowerPending(module, choiceFor(extent, statements));
}
