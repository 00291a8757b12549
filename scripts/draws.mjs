// Loaded before each file of the unit tests. `npm test` sets SEED, so that they draw the same values in each run and fail for what
// was changed; a file that is run by itself draws new ones, unless SEED says otherwise.
import fc from 'fast-check';

const seed = process.env.SEED;
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
