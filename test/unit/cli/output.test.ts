import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { outputTo } from '../../../src/cli/output.ts';

function failing(code: string): NodeJS.WriteStream {
  const stream = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error(code), { code }));
    },
  });
  return stream as unknown as NodeJS.WriteStream;
}

test('a write waits until a slow stream has taken it', async () => {
  const chunks: string[] = [];
  const slow = new Writable({
    write(chunk: Buffer, _encoding, done) {
      setTimeout(() => {
        chunks.push(chunk.toString());
        done();
      }, 20);
    },
  });
  await outputTo(slow as unknown as NodeJS.WriteStream).write('text');
  assert.deepEqual(chunks, ['text']);
});

test('a reader that went away is no error, now and for later writes', async () => {
  const output = outputTo(failing('EPIPE'));
  await output.write('text');
  await output.write('more');
});

test('a full disk is an error', async () => {
  await assert.rejects(outputTo(failing('ENOSPC')).write('text'), /ENOSPC/);
});
