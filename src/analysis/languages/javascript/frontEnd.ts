// JavaScript and TypeScript: two grammars more than languages, which agree in all that is looked at here.
import type { FrontEnd } from '../frontEnd.ts';
import { Frame } from '../shared/lower/frame.ts';
import { Session } from '../shared/lower/session.ts';
import { readDocument, topScope, type Reader } from '../shared/document.ts';
import { lowerBlock } from './lower/blocks.ts';
import { lowerFunction } from './lower/functions.ts';
import { hoist } from './lower/hoisting.ts';
import { Modules } from './lower/modules.ts';
import { words } from './lower/relevance.ts';
import { mayMatter, withoutComments } from './prefilter.ts';
import { write } from './write/write.ts';
import { language } from './lower/language.ts';
import { lowerCells } from '../shared/lower/cells.ts';

const reader: Reader = {
  readable: (_, text) => text,
  lower(sources, document, store, extent, { parseModule }) {
    const modules = new Modules(
      document.modules ?? [],
      ({ text, language: written }) => parseModule(text, written)?.root,
    );
    const session = new Session(store, language, modules);
    const module = new Frame(session, topScope, undefined, 0);
    for (const { root } of sources) hoist(module, root);
    const read = lowerCells(module, sources, extent, { words, lowerBlock, lowerFunction });
    return {
      ...read,
      needs: modules.needs,
      write: (plan) => write(plan, session),
    };
  },
  strings: ['string', 'template_string', 'regex', 'comment', 'jsx_text'],
};

export const javascript: FrontEnd = {
  lineComment: '//',
  mayMatter,
  withoutComments,
  lower: (document, parsing, store, extent = 'relevant') => readDocument(reader, document, store, extent, parsing),
};
