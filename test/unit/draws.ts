// Loaded before each test file. `npm test` sets SEED, so that it draws the same values in each run and fails for what
// was changed; a file that is run by itself draws new ones, unless SEED says otherwise.
import fc from 'fast-check';

const seed = process.env['SEED'];
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
