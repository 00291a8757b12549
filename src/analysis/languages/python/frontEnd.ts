import type { FrontEnd } from '../frontEnd.ts';
import { readDocument, topScope, type Reader } from '../shared/document.ts';
import { joinedLines } from './joinedLines.ts';
import { blankMagics } from './magics.ts';
import { partition } from './partition.ts';
import { mayMatter, withoutProse } from './prefilter.ts';
import { Frame } from '../shared/lower/frame.ts';
import { lowerFunction } from './lower/functions.ts';
import { Modules } from './lower/modules.ts';
import { reboundWithin } from './lower/ownNames.ts';
import { words } from './lower/relevance.ts';
import { Session } from '../shared/lower/session.ts';
import { lowerBlock } from './lower/statements.ts';
import { lineStart } from '../shared/write/edits.ts';
import { usualFormatsIn } from './usualFormats.ts';
import { write } from './write/write.ts';
import { StatementOutline } from './outline/outline.ts';
import { language } from './lower/language.ts';
import { lowerCells } from '../shared/lower/cells.ts';

const reader: Reader = {
  readable: ({ kind }, text) => (kind === 'notebook' ? blankMagics(text) : text),
  lower(sources, document, store, extent, { parseModule, keepsDetach }) {
    const modules = new Modules(document.modules ?? [], ({ text }) => parseModule(text)?.root);
    const session = new Session(store, language, modules, keepsDetach, usualFormatsIn(sources));
    const module = new Frame(session, topScope, undefined, 0);
    for (const { root } of sources) module.noteRebound(reboundWithin(root));
    if (typeof extent === 'object' && 'outline' in extent) session.outline = extent.outline;
    if (typeof extent === 'object' && 'part' in extent) {
      session.trace = extent.part.trace;
      session.texts = extent.part.texts;
    }
    const read = lowerCells(module, sources, extent, { words, lowerBlock, lowerFunction, isTopApart: true });
    return {
      ...read,
      needs: modules.needs,
      detachingScopes: session.detaching,
      write: (plan, texts, notes) => write(plan, session, texts, notes),
    };
  },
  strings: ['string'],
  // A backslash joins the lines around it, and nothing may stand between.
  joinsNextLine: (before) => /\\(?:\r\n|\n|\r)?[ \t]*$/.test(lastLines(before)),
};

/** The last two lines: a pattern for the end of a text would be tried at every place of it. */
function lastLines(text: string): string {
  const start = lineStart(text, text.length);
  return text.slice(start === 0 ? 0 : lineStart(text, start - (text.endsWith('\r\n', start) ? 2 : 1)));
}

export const python: FrontEnd = {
  lineComment: '#',
  mayMatter,
  withoutComments: withoutProse,
  relaid: joinedLines,
  partition,
  outline: (sources) => new StatementOutline(sources.map(({ root }) => root)),
  lower: (document, parsing, store, extent = 'relevant') => readDocument(reader, document, store, extent, parsing),
};
