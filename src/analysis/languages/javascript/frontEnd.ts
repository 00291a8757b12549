// JavaScript and TypeScript: two grammars more than languages, which agree in all that is looked at here.
import type { FrontEnd } from '../frontEnd.ts';
import { Frame } from '../shared/lower/frame.ts';
import { Session } from '../shared/lower/session.ts';
import { readDocument, type Reader } from '../shared/document.ts';
import { lowerBlock } from './lower/blocks.ts';
import { lowerPending } from './lower/functions.ts';
import { hoist } from './lower/hoisting.ts';
import { choiceFor } from './lower/relevance.ts';
import { mayMatter } from './prefilter.ts';
import { write } from './write/write.ts';
import { language } from './lower/language.ts';

const reader: Reader = {
  readable: (_, text) => text,
  lower(sources, _document, store, extent) {
    const session = new Session(store, language);
    const module = new Frame(session, 'module', undefined, 0);
    for (const { root } of sources) hoist(module, root);
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
      write: (plan) => write(plan, session),
    };
  },
  strings: ['string', 'template_string', 'regex', 'comment', 'jsx_text'],
};

export const javascript: FrontEnd = {
  lineComment: '//',
  mayMatter,
  lower: (document, parse, store, extent = 'relevant') => readDocument(reader, document, store, extent, parse),
};
