import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readZip } from './zip.ts';

describe('reading a ZIP archive', () => {
  it('refuses what is none', () => {
    assert.throws(() => readZip(Buffer.from('PK, but no archive at all, only its first letters')), /no end record/);
  });

  it('reads an archive without files', () => {
    const empty = Buffer.alloc(22);
    empty.writeUInt32LE(0x06054b50, 0);
    assert.equal(readZip(empty).size, 0);
  });
});
