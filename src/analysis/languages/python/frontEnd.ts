import type { FrontEnd } from '../frontEnd.ts';
import { readDocument, topScope, type Reader } from '../shared/document.ts';
import { blankMagics } from './magics.ts';
import { mayMatter } from './prefilter.ts';
import { Frame } from '../shared/lower/frame.ts';
import { lowerPending } from './lower/functions.ts';
import { Modules } from './lower/modules.ts';
import { choiceFor } from './lower/relevance.ts';
import { Session } from '../shared/lower/session.ts';
import { lowerBlock } from './lower/statements.ts';
import { write } from './write/write.ts';
import { language } from './lower/language.ts';

const reader: Reader = {
  readable: ({ kind }, text) => (kind === 'notebook' ? blankMagics(text) : text),
  lower(sources, document, store, extent, { parse, keepsDetach }) {
    const modules = new Modules(document.modules ?? [], ({ text }, index) => parse({ cell: -index, text })?.root);
    const session = new Session(store, language, modules, keepsDetach);
    const module = new Frame(session, topScope, undefined, 0);
    for (const { root } of sources) {
      lowerBlock(module, root, 0);
      module.environment.ended = undefined; // an error or a top-level return in one cell leaves the next alone
    }
    const statements = sources.flatMap(({ root }) => root.named);
    lowerPending(module, choiceFor(extent, statements));
    return {
      computed: session.computed,
      leaving: session.leaving,
      argumentsOf: (parameter) => session.callers.argumentsOf(parameter),
      needs: modules.needs,
      detachingScopes: session.detaching,
      write: (plan, texts) => write(plan, session, texts),
    };
  },
  strings: ['string'],
  // A backslash joins the lines around it, and nothing may stand between.
  joinsNextLine: (before) => /\\(?:\r\n|\n|\r)?[ \t]*$/.test(before),
};

export const python: FrontEnd = {
  lineComment: '#',
  mayMatter,
  lower: (document, parse, store, extent = 'relevant') => readDocument(reader, document, store, extent, parse),
};
