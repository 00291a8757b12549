import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSteps, missingSteps } from '../../host/checkSteps.ts';

const passed = (step: string): string => `✔ ${step} (12 ms)\n`;

describe('the steps of the check', () => {
  it('are all missing where nothing was printed', () => {
    assert.deepEqual(missingSteps(''), [...checkSteps]);
  });

  it('are seen by their passing line only', () => {
    const [first, second, ...rest] = checkSteps;
    assert.deepEqual(missingSteps(`${passed(first)}✖ ${second} (3 ms)\n${rest.map(passed).join('')}`), [second]);
  });
});
