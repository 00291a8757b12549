import assert from 'node:assert/strict';
import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Interpreted, a function allocates what its source says, every time. A compiler would leave some of it out, and would
// itself allocate, whenever it likes. Array buffers are freed within a collection, not beside it.
for (const flag of [
  '--no-opt',
  '--no-sparkplug',
  '--no-lazy-feedback-allocation',
  '--no-concurrent-array-buffer-sweeping',
  '--expose-gc',
]) {
  setFlagsFromString(flag);
}
const collectGarbage = runInNewContext('gc') as () => void; // what the flag exposes

/** A double as the interpreter keeps it: as an object, which is gone once the function is compiled. No other is as small. */
const heapNumber = 16;

/** Bytes of all objects but numbers that a call makes, by V8's sampling heap profiler, which at an interval of a byte misses none. */
function objectBytes(run: () => unknown): number {
  const session = new Session();
  session.connect();
  const options = {
    samplingInterval: 1,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  };
  session.post('HeapProfiler.startSampling', options);
  run();
  let bytes = 0;
  session.post('HeapProfiler.stopSampling', (error, answer) => {
    if (error) throw error;
    // What @types/node leaves out: https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/
    const { samples } = answer.profile as unknown as { readonly samples: readonly { readonly size: number }[] };
    for (const { size } of samples) if (size !== heapNumber) bytes += size;
  });
  session.disconnect();
  return bytes;
}

/** Bytes of the array buffers that a call makes, but for those that are garbage already. */
function bufferBytes(run: () => unknown): number {
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const result = run();
  const bytes = process.memoryUsage().arrayBuffers - before;
  assert.ok(result, 'held until here, so that its array buffers are counted');
  return bytes;
}

const few = 64;
const many = 10 * few;

/** Bytes that an object by element takes at least, less what is allocated at random: 24 and half of it. */
export const leastObject = 12;

/** Bytes for each element. */
export interface Growth {
  readonly objects: number;
  readonly buffers: number;
}

/**
 * What ten times as many elements allocate more, for each of them. What is allocated once, in the first calls of a
 * function, is left out: there are calls before, and the least of up to three counts, of few elements and of many.
 * @param prepare - gives what to run on that many elements; it may allocate
 */
export function growth(prepare: (elements: number) => () => unknown): Growth {
  const [runFew, runMany] = [prepare(few), prepare(many)];
  for (const run of [runFew, runMany, runFew]) run();
  const buffers = (bufferBytes(runMany) - bufferBytes(runFew)) / (many - few);
  let [least, most] = [objectBytes(runFew), objectBytes(runMany)];
  for (let i = 0; i < 2 && most - least >= leastObject * (many - few); i++) {
    least = Math.min(least, objectBytes(runFew));
    most = Math.min(most, objectBytes(runMany));
  }
  return { objects: (most - least) / (many - few), buffers };
}
