import type { Format } from '../formats/format.ts';

/** How near to the first failure a search comes, as a part of it: a sixteenth of a rounding, 2^-20 in the wide formats. */
export function searchResolution({ unitRoundoff }: Format): number {
  return Math.max(2 ** -20, unitRoundoff / 16);
}

/**
 * The first positive number, to the resolution, at which it fails: 0 if it fails there, Infinity if it does nowhere.
 * @param guesses - where to look first, in ascending order, each with how far off it may be
 * @param far - where it has failed if it ever does
 * @param resolution - how near to come, as a part of the result
 */
export function firstAbove0(
  fails: (x: number) => boolean,
  guesses: readonly (readonly [guess: number, slack: number])[],
  far: number,
  resolution: number,
): number {
  if (fails(0)) return 0;
  let holds = 0;
  for (const [guess, slack] of guesses) {
    const failing = guess + slack;
    if (!(failing > holds) || failing > far) continue;
    if (fails(failing)) {
      const nearest = Math.max(holds, guess - slack);
      return fails(nearest)
        ? bisect(fails, ...gallopDown(fails, holds, nearest), resolution)
        : bisect(fails, nearest, failing, resolution);
    }
    holds = failing;
  }
  return bisect(fails, ...gallopUp(fails, holds, far), resolution);
}

type Bracket = [holds: number, failing: number];

function gallopUp(fails: (x: number) => boolean, start: number, far: number): Bracket {
  let holds = start;
  for (let factor = 1.5; ; factor *= factor) {
    const failing = Math.min(far, Math.max(1, holds) * factor);
    if (fails(failing)) return [holds, failing];
    if (failing >= far) return [far, Infinity];
    holds = failing;
  }
}

function gallopDown(fails: (x: number) => boolean, floor: number, start: number): Bracket {
  let failing = start;
  for (let factor = 1.01; ; factor *= factor) {
    const holds = Math.max(floor, failing / factor);
    if (holds === floor || !fails(holds)) return [holds, failing];
    failing = holds;
  }
}

function bisect(fails: (x: number) => boolean, start: number, end: number, resolution: number): number {
  let [holds, failing] = [start, end];
  while (failing - holds > resolution * failing && failing !== Infinity) {
    const middle = holds + (failing - holds) / 2;
    // Towards 0 the resolution is never reached: what fails at the least number there is fails at once.
    if (middle === holds || middle === failing) break;
    if (fails(middle)) failing = middle;
    else holds = middle;
  }
  return failing;
}
