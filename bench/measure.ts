// Interleaved rounds and medians: a machine that slows down slows all that is compared.

/** One of those compared. A round times `run` as many times in a row as it takes to be longer than the clock's grain. */
export interface Contestant {
  readonly name: string;
  readonly run: () => unknown;
}

/** Milliseconds that a timing takes at least. */
const leastMilliseconds = 2;

/** Median milliseconds of one run of each, in the order given. The first of each round moves on by one every round. */
export async function measure(contestants: readonly Contestant[], rounds = 41): Promise<number[]> {
  const repeats: number[] = [];
  for (const { run } of contestants) {
    for (let i = 0; i < 5; i++) await run();
    const once = await timed(run, 1);
    repeats.push(Math.max(1, Math.ceil(leastMilliseconds / once)));
  }
  const times = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < contestants.length; i++) {
      const index = (round + i) % contestants.length;
      times[index]!.push(await timed(contestants[index]!.run, repeats[index]!));
    }
  }
  return times.map(median);
}

async function timed(run: () => unknown, repeats: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) {
    const result = run();
    // A promise is waited for, and nothing else: an await of a number costs microseconds.
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / repeats;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
