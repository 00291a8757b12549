import type { LanguageId } from '../../../../src/analysis/index.ts';
import { frontEnds } from '../../../../src/analysis/languages/registry.ts';
import type { Extent, LoweredDocument } from '../../../../src/analysis/languages/frontEnd.ts';
import { ParserPool } from '../../../../src/analysis/languages/parser.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { assets, file } from './analyzer.ts';
import { notation } from './notation.ts';

let pool: Promise<ParserPool> | undefined;

/** A text in terms, and the store that they are of. */
export async function lowered(
  text: string,
  store = new TermStore(),
  language: LanguageId = 'python',
  extent: Extent = 'everything',
): Promise<{ document: LoweredDocument; store: TermStore }> {
  const parsing = await (await (pool ??= ParserPool.create(assets.runtime, assets.grammars))).for(language);
  const document = frontEnds[language].lower(file(text, language), parsing, store, extent);
  if (!document) throw new Error('Parsing took too long.');
  return { document, store };
}

/** What a function of the text returns last. */
export function returnedBy(document: LoweredDocument, name: string): Term | undefined {
  return document.leaving.filter(({ scope }) => scope === `module/${name}#0`).at(-1)?.term;
}

/** The value of an expression with parameters x, y and z, in whose file the usual imports stand. */
export async function termOf(expression: string, store = new TermStore()): Promise<Term> {
  const text = `import math
import numpy as np
import torch
import torch.nn.functional as F
def f(x, y, z):
    return ${expression}
`;
  const { document } = await lowered(text, store);
  return returnedBy(document, 'f')!;
}

/** What a function of the text returns last, in one line. A method is named "Class/method". */
export async function returned(text: string, name = 'f', language?: LanguageId): Promise<string> {
  const { document } = await lowered(text, undefined, language);
  const term = returnedBy(document, name);
  document.dispose();
  return term ? notation(term) : 'nothing';
}
