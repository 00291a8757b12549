// What a worker answers, the same on the desktop and in the browser.
import { type Analyzer, createAnalyzer } from '../analysis/index.ts';
import type { ParserAssets, WorkerMethods } from '../protocol/methods.ts';
import type { Handlers } from '../protocol/rpc/index.ts';
import { createNotebooks } from './notebooks.ts';

export function createHandlers(): Handlers<WorkerMethods> {
  const notebooks = createNotebooks();
  let assets: ParserAssets | undefined;
  let analyzer: Promise<Analyzer> | undefined;

  /** The parser is loaded for the first document, and again if that failed. */
  const loaded = (): Promise<Analyzer> => {
    if (!assets) throw new Error('The worker was asked to analyse before it was given the parser.');
    if (analyzer) return analyzer;
    const loading = createAnalyzer(assets);
    analyzer = loading;
    loading.catch(() => {
      if (analyzer === loading) analyzer = undefined;
    });
    return loading;
  };

  return {
    initialize(given) {
      assets = given;
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
