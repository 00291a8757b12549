import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findChromium } from '../../host/chromium.ts';

const only = (path: string) => (candidate: unknown) => candidate === path;

describe('finding a Chromium', () => {
  it('takes the one that is named', () => {
    assert.equal(findChromium({ CHROMIUM_PATH: '/opt/c' }, only('/opt/c')), '/opt/c');
  });

  it('does not replace a named one that is missing', () => {
    assert.throws(
      () => findChromium({ CHROMIUM_PATH: '/opt/c' }, only('/usr/bin/chromium')),
      /CHROMIUM_PATH.*\/opt\/c/,
    );
  });

  it('looks along PATH, and in /usr/bin whatever PATH is', () => {
    assert.equal(findChromium({ PATH: '/a:/b' }, only('/b/google-chrome')), '/b/google-chrome');
    assert.equal(findChromium({}, only('/usr/bin/chromium')), '/usr/bin/chromium');
  });

  it('finds none where there is none', () => {
    assert.equal(
      findChromium({ PATH: '/a' }, () => false),
      undefined,
    );
  });
});
