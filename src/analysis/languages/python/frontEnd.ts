import type { SourceDocument } from '../../findings.ts';
import type { TermStore } from '../../terms/store.ts';
import type { FrontEnd, LoweredDocument } from '../frontEnd.ts';
import type { ParsedSource, Parse } from '../parser.ts';
import { blankMagics } from './magics.ts';
import { Frame } from './lower/frame.ts';
import { lowerPending } from './lower/functions.ts';
import { Session } from './lower/session.ts';
import { lowerBlock } from './lower/statements.ts';
import { write } from './write/write.ts';

/** Everything our rules look for has an exponential: exp, logsumexp, np.e ** x. Whole files may be skipped, nothing else. */
const matters = /exp|\.e\b|import[^\n]*\be\b/;

export const python: FrontEnd = {
  mayMatter: (text) => matters.test(text),
  lower,
};

function lower(document: SourceDocument, parse: Parse, store: TermStore): LoweredDocument | undefined {
  const parsed: ParsedSource[] = [];
  const dispose = () => {
    for (const source of parsed) source.dispose();
  };
  const session = new Session(store);
  const module = new Frame(session, 'module', undefined, 0);
  for (const { index, text } of document.cells) {
    const source = parse({ cell: index, text: document.kind === 'notebook' ? blankMagics(text) : text });
    if (!source) {
      dispose();
      return undefined;
    }
    parsed.push(source);
    lowerBlock(module, source.root, 0);
    module.environment.ended = undefined; // an error or a top-level return in one cell leaves the next alone
  }
  lowerPending(module);
  const texts = new Map(document.cells.map(({ index, text }) => [index, text]));
  return {
    computed: session.computed,
    leaving: session.leaving,
    hasErrors: parsed.some(({ hasErrors }) => hasErrors),
    textOf: ({ span }) => texts.get(span.cell)?.slice(span.start, span.end) ?? '',
    write: (plan) => write(plan, session, texts),
    dispose,
  };
}
