// What every front end does alike: cells parsed, lowered into one session, read again after edits, and freed.
import type { Edit, SourceDocument } from '../../findings.ts';
import type { RewritePlan } from '../../rules/rule.ts';
import type { TermStore } from '../../terms/store.ts';
import type { LoweredCells } from './lower/cells.ts';
import type { Choose, Extent, LoweredDocument, WritingNotes, Written } from '../frontEnd.ts';
import type { ParsedSource, Parsing } from '../parser.ts';

/** What a language has of its own. */
export interface Reader {
  /** A cell's text without what is not of the language; as many characters. */
  readable(document: SourceDocument, text: string): string;
  lower(
    sources: readonly ParsedSource[],
    document: SourceDocument,
    store: TermStore,
    extent: Extent,
    options: ReadOptions,
  ): Read;
  /** Nodes that a comment cannot begin in. */
  readonly strings: readonly string[];
  /** Whether a comment could not begin after some text, whatever the node that it would be in. */
  joinsNextLine?(before: string): boolean;
}

export interface ReadOptions {
  readonly parseModule: Parsing['parseModule'];
  /** Whether a value that gradients do not go through is a `detach` of it, and not the value itself. */
  readonly keepsDetach: boolean;
}

/** What was read of the cells of a document. */
export interface Read extends LoweredCells, Pick<LoweredDocument, 'needs'> {
  /** The scopes in which something is detached; absent of a language whose libraries do not. */
  readonly detachingScopes?: ReadonlySet<string>;
  write(plan: RewritePlan, texts: ReadonlyMap<number, string>, notes?: WritingNotes): Written;
}

/** The scope of what stands outside of functions. */
export const topScope = 'module';

/** What is parsed for each cell, and by whom it is to be freed. */
interface Parsed {
  readonly source: ParsedSource;
  readonly own: boolean;
}

/** The reading that one is made after. */
interface Before {
  /** Of the same cell, or of the same one before edits. */
  take(cell: number, parse: () => ParsedSource | undefined): Parsed | undefined;
  /** What it saw of calls. */
  readonly calls?: Pick<LoweredDocument, 'argumentsOf' | 'givenTo' | 'defaultOf' | 'valuesOf'>;
  /** What it can say of the edited text without reading all of it. */
  again?(sources: readonly ParsedSource[]): Read | undefined;
}

/** Lowers a document whose cells are parsed, or taken over from a reading before. */
export function readDocument(
  reader: Reader,
  document: SourceDocument,
  store: TermStore,
  extent: Extent | Choose,
  parsing: Parsing,
  before: Before = { take: (_, fresh) => owned(fresh()) },
): LoweredDocument | undefined {
  const parsed = new Map<number, Parsed>();
  const { parse, parseModule } = parsing;
  const dispose = () => {
    for (const { source, own } of parsed.values()) if (own) source.dispose();
  };
  for (const { index: cell, text } of document.cells) {
    const source = before.take(cell, () => parse({ cell, text: reader.readable(document, text) }));
    if (!source) {
      dispose();
      return undefined;
    }
    parsed.set(cell, source);
  }
  const sources = [...parsed.values()].map(({ source }) => source);
  let read: Read;
  try {
    const chosen = typeof extent === 'function' ? extent(sources) : extent;
    read =
      before.again?.(sources) ?? reader.lower(sources, document, store, chosen, { parseModule, keepsDetach: false });
  } catch (error) {
    dispose();
    throw error;
  }
  // Where only some functions are lowered, not every call is seen.
  const { argumentsOf, givenTo, defaultOf, valuesOf } = before.calls ?? read;
  const calls = { argumentsOf, givenTo, defaultOf, valuesOf };
  const texts = new Map(document.cells.map(({ index, text }) => [index, text]));
  return {
    computed: read.computed,
    copied: read.copied,
    leaving: read.leaving,
    effects: read.effects,
    versionsOf: read.versionsOf,
    ...calls,
    ...(read.needs && { needs: read.needs }),
    hasErrors: sources.some(({ hasErrors }) => hasErrors),
    textOf: ({ span }) => texts.get(span.cell)?.slice(span.start, span.end) ?? '',
    write: (plan, notes) => read.write(plan, texts, notes),
    takesComment: (cell, offset) =>
      parsed.get(cell)?.source.isInside(offset, reader.strings) === false &&
      !reader.joinsNextLine?.(texts.get(cell)!.slice(0, offset)),
    detaches: (scopes) => [...(read.detachingScopes ?? [])].some((id) => scopes.some((scope) => areNested(id, scope))),
    detaching: (scopes) => {
      const options = { parseModule, keepsDetach: true };
      const { computed, copied, leaving } = reader.lower(sources, document, store, { scopes }, options);
      return { computed, copied, leaving, ...calls };
    },
    edited: (after, edits, within) => {
      const take: Before['take'] = (cell, fresh) => {
        const source = parsed.get(cell)?.source;
        const own = edits.filter((edit) => edit.cell === cell);
        if (!source || own.length === 0) return source && { source, own: false };
        return owned(document.kind === 'notebook' ? fresh() : reread(source, after, cell, own));
      };
      if (typeof within !== 'object' || !('scopes' in within)) {
        return readDocument(reader, after, store, within, parsing, { take });
      }
      const again: Before['again'] = (now) => {
        if (within.scopes.includes(topScope)) return undefined;
        const lowered = read.again({ before: sources, sources: now, edits, scopes: within.scopes });
        return lowered && { ...read, ...lowered };
      };
      return readDocument(reader, after, store, within, parsing, { take, calls, again });
    },
    dispose,
  };
}

function owned(source: ParsedSource | undefined): Parsed | undefined {
  return source && { source, own: true };
}

function reread(before: ParsedSource, after: SourceDocument, cell: number, edits: readonly Edit[]) {
  return before.edited(edits, { cell, text: after.cells.find(({ index }) => index === cell)?.text ?? '' });
}

/** Whether one of two scopes is the other, or one of two functions is within the other. */
function areNested(a: string, b: string): boolean {
  if (a === b) return true;
  return a !== topScope && b !== topScope && (a.startsWith(`${b}/`) || b.startsWith(`${a}/`));
}
