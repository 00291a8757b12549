// Stands in for the analysis in a thread: what a text says happens.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', async (batch) => {
  for (const { id, document } of batch) {
    const { text } = document.cells[0];
    if (text === 'THROW') throw new Error('boom');
    if (text === 'EXIT') process.exit(7);
    if (text === 'HANG') for (;;);
    if (text === 'MEMORY') for (let held = []; ; held = [held, new Array(1e6).fill(text)]);
    const broken = { ok: false, code: 'internal', message: 'broken' };
    const message = text === 'WHO' ? String(process.threadId ?? '') : text;
    parentPort.postMessage({ id, analysis: text === 'BREAK' ? broken : { ok: false, code: 'timeout', message } });
    await null;
  }
});
