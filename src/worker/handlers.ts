// What a worker answers, the same on the desktop and in the browser.
import { type Analyzer, createAnalyzer, languageIds, type LanguageId } from '../analysis/index.ts';
import type { WorkerMethods } from '../protocol/methods.ts';
import type { Handlers } from '../protocol/rpc/index.ts';
import { createNotebooks } from './notebooks.ts';

export function createHandlers(): Handlers<WorkerMethods> {
  const notebooks = createNotebooks();
  let runtime: Uint8Array | undefined;
  const grammars = new Map<string, Uint8Array>();
  let analyzer: Promise<Analyzer> | undefined;

  const loaders = Object.fromEntries(
    languageIds.map((language) => [
      language,
      () => {
        const grammar = grammars.get(language);
        return grammar
          ? Promise.resolve(grammar)
          : Promise.reject(new Error(`The worker was not given the grammar of ${language}.`));
      },
    ]),
  ) as Record<LanguageId, () => Promise<Uint8Array>>; // one for each

  /** The parser is loaded for the first document, and again if that failed. */
  const loaded = (): Promise<Analyzer> => {
    if (!runtime) throw new Error('The worker was asked to analyse before it was given the parser.');
    if (analyzer) return analyzer;
    const loading = createAnalyzer({ runtime, grammars: loaders });
    analyzer = loading;
    loading.catch(() => {
      if (analyzer === loading) analyzer = undefined;
    });
    return loading;
  };

  return {
    initialize(given) {
      runtime = given.runtime;
      for (const [language, grammar] of Object.entries(given.grammars)) grammars.set(language, grammar);
      return null;
    },
    addGrammar({ language, grammar }) {
      grammars.set(language, grammar);
      return null;
    },
    analyze: async ({ document, options }) => (await loaded()).analyze(document, options),
    async evaluate(params, { signal, transfer }) {
      const result = await notebooks.evaluate(params, signal);
      transfer(...result.outputs.map(({ bytes }) => bytes.buffer));
      return result;
    },
    forgetNotebook({ notebook }) {
      notebooks.forget(notebook);
      return null;
    },
  };
}
