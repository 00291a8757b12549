import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownAs } from '../../host/consoleFilter.ts';

describe("the workbench's console", () => {
  it('lets through what tests print, and errors', () => {
    assert.equal(shownAs('info', '✔ a test (3 ms)', {}), 'log');
    assert.equal(shownAs('error', 'Error: 1 of 2 tests failed.', {}), 'error');
  });

  it('drops what this VS Code always says', () => {
    assert.equal(shownAs('info', 'Creating a socket (renderer-Management-1)...', {}), undefined);
    assert.equal(shownAs('error', 'Error: Could not locate the bindings file. Tried:\n → spdlog', {}), undefined);
  });

  it('keeps an error that only mentions such a thing', () => {
    assert.equal(shownAs('error', 'My error: Creating a socket failed', {}), 'error');
  });

  it('shows everything on request', () => {
    assert.equal(shownAs('info', 'Creating a socket', { SOFTMAX_TEST_LOG: 'all' }), 'log');
  });
});
