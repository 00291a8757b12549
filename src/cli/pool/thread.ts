import type { MessagePort } from 'node:worker_threads';
import type { Analysis, Analyzer } from '../../analysis/index.ts';
import type { Answer, Batch } from './messages.ts';

/** Answers what comes through the port, one document after the other. */
export function serve(port: MessagePort, createAnalyzer: () => Promise<Pick<Analyzer, 'analyze'>>): void {
  let analyzer: Promise<Pick<Analyzer, 'analyze'>> | undefined;
  let last = Promise.resolve();
  port.on('message', (batch: Batch) => {
    last = last.then(async () => {
      for (const { id, document, options } of batch) {
        let analysis: Analysis;
        try {
          analysis = await (await (analyzer ??= createAnalyzer())).analyze(document, options);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          analysis = { ok: false, code: 'internal', message: `the parser could not be started: ${message}` };
        }
        port.postMessage({ id, analysis } satisfies Answer);
      }
    });
  });
}
