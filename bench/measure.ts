// Interleaved rounds: a machine that slows down slows all that is compared. What else runs there only ever adds time, so the
// lower quartile moves less than the median.

/** One of those compared. A round times `run` as many times in a row as it takes to be longer than the clock's grain. */
export interface Contestant {
  readonly name: string;
  readonly run: () => unknown;
}

/** Milliseconds of one run. */
export interface Timing {
  readonly median: number;
  readonly quartile: number;
}

/** Milliseconds that a timing takes at least. */
const leastMilliseconds = 2;

/** What one run of each takes, in the order given. The first of each round moves on by one every round. */
export async function measure(contestants: readonly Contestant[], rounds = 41): Promise<Timing[]> {
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
  return times.map(timing);
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

export function timing(times: readonly number[]): Timing {
  const ascending = [...times].sort((a, b) => a - b);
  return { median: ascending[ascending.length >> 1]!, quartile: ascending[ascending.length >> 2]! };
}

/** How many times as long another takes, by the medians and by the lower quartiles. */
export function ratios(other: Timing, ours: Timing): [string, string] {
  return [(other.median / ours.median).toFixed(2), (other.quartile / ours.quartile).toFixed(2)];
}
