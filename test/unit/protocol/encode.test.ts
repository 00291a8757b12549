import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodePayload, encodePayload } from '../../../src/protocol/encode.ts';
import { readFloats, swapFloats, writeFloats } from '../../../src/protocol/payload-bytes.ts';
import type { DecodeErrorCode } from '../../../src/protocol/encode.ts';
import type { KernelPayload, Payload } from '../../../src/protocol/payload.ts';
import { bitsOf, kernelPayload, payloads } from './payloads.ts';

const example = kernelPayload({ logits: [1000, 1001, 1002], naive: [NaN, NaN, NaN], stable: [0.09, 0.24, 0.67] });

function roundTrip(payload: Payload): Payload {
  const decoded = decodePayload(encodePayload(payload));
  assert.ok(decoded.ok, decoded.ok ? '' : decoded.message);
  return decoded.payload;
}

function assertRefused(bytes: Uint8Array, code: DecodeErrorCode, message: RegExp): void {
  const decoded = decodePayload(bytes);
  assert.ok(!decoded.ok, 'was accepted');
  assert.equal(decoded.code, code);
  assert.match(decoded.message, message);
  assert.match(decoded.message, /^This output cannot be drawn: .*\. (Update|Run) /);
}

/** The bytes of `payload` with another header, padded as the encoder pads it, and the numbers as they were. */
function withHeader(payload: KernelPayload, change: Readonly<Record<string, unknown>>): Uint8Array {
  const bytes = Buffer.from(encodePayload(payload));
  const end = 12 + bytes.readUInt32LE(8);
  const header = JSON.parse(bytes.toString('latin1', 12, end)) as Record<string, unknown>;
  const text = JSON.stringify({ ...header, ...change });
  const padded = text.padEnd(Math.ceil((12 + text.length) / 8) * 8 - 12);
  const prefix = Buffer.from(bytes.subarray(0, 12));
  prefix.writeUInt32LE(padded.length, 8);
  return Buffer.concat([prefix, Buffer.from(padded, 'latin1'), bytes.subarray(end)]);
}

test('Every payload comes back as it went in, bit by bit', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const back = roundTrip(payload);
      assert.deepEqual(back, payload);
      assert.deepEqual(bitsOf(back), bitsOf(payload));
    }),
  );
});

test('A NaN keeps its sign and its payload bits', () => {
  const bits = new BigUint64Array([0x7ff8000000000000n, 0xfff800000000beefn, 0x7ff0000000000001n, 1n]);
  const numbers = new Float64Array(bits.buffer);
  const back = roundTrip({ ...example, logits: numbers, naive: numbers, stable: numbers });
  assert.equal(back.kind, 'kernel');
  assert.deepEqual(new BigUint64Array(back.stable.buffer), bits);
});

test('The bytes may start anywhere in their buffer', () => {
  const bytes = encodePayload(example);
  for (let shift = 1; shift < 8; shift++) {
    const moved = new Uint8Array(bytes.length + shift + 3).subarray(shift, shift + bytes.length);
    moved.set(bytes);
    const decoded = decodePayload(moved);
    assert.deepEqual(decoded, { ok: true, payload: example });
  }
});

test('The numbers start at a multiple of eight, little-endian, after an ASCII header', () => {
  const bytes = Buffer.from(encodePayload({ ...example, source: 'σ(x) — 😀' }));
  const start = 12 + bytes.readUInt32LE(8);
  assert.equal(bytes.toString('latin1', 0, 4), 'SMXP');
  assert.equal(bytes.readUInt32LE(4), 1);
  assert.equal(start % 8, 0);
  assert.ok(bytes.subarray(12, start).every((byte) => byte < 0x80));
  assert.equal(bytes.readDoubleLE(start), 1000);
});

test('A lone surrogate in the source survives', () => {
  assert.equal(roundTrip({ kind: 'value', source: '\ud800x\udc00', text: '' }).source, '\ud800x\udc00');
});

test('Text longer than one call may take survives', () => {
  const text = 'é"\\\n'.repeat(100_000);
  assert.deepEqual(roundTrip({ kind: 'value', source: 'x', text }), { kind: 'value', source: 'x', text });
});

test('The order of bytes is turned around in groups of eight', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index);
  swapFloats(bytes);
  assert.deepEqual([...bytes], [7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8]);
});

test('Floats written at an odd offset are read back from there', () => {
  const bytes = new Uint8Array(30);
  assert.equal(writeFloats(bytes, 5, new Float64Array([Math.PI, -0])), 21);
  assert.deepEqual(readFloats(bytes, 5, 2), new Float64Array([Math.PI, -0]));
});

test('A payload whose twins do not fit the kernel is not encoded', () => {
  const short = { ...example, stable: new Float64Array(2) };
  assert.throws(
    () => encodePayload(short),
    new RangeError('softmax of 3 logits has 3 values: got 3 naive and 2 stable ones.'),
  );
  assert.throws(() => encodePayload({ ...example, kernel: 'log-sum-exp' }), /log-sum-exp of 3 logits has 1 values/);
});

test('Foreign bytes are refused as foreign', () => {
  assertRefused(Buffer.from('{"kind":"kernel"}'), 'foreign', /not written by Softmax Stability/);
  assertRefused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'foreign', /not written by/);
});

test('Another version is named, and a newer one asks for an update', () => {
  const bytes = Buffer.from(encodePayload(example));
  bytes.writeUInt32LE(2, 4);
  assertRefused(bytes, 'version', /version 2, and this renderer reads version 1\. Update the extension/);
  bytes.writeUInt32LE(0, 4);
  assertRefused(bytes, 'version', /version 0.*\. Run the cell again/);
});

test('Bytes cut short anywhere are refused, saying how many there are', () => {
  const bytes = encodePayload(example);
  for (let length = 0; length < bytes.length; length++) {
    assertRefused(bytes.subarray(0, length), 'truncated', new RegExp(`cut short: ${length} of at least \\d+ bytes`));
  }
});

test('Bytes after the end are refused', () => {
  assertRefused(Buffer.concat([encodePayload(example), Buffer.alloc(9)]), 'damaged', /9 bytes follow its end/);
});

const damages: readonly [string, Readonly<Record<string, unknown>>, DecodeErrorCode, RegExp][] = [
  ['an unknown kind', { kind: 'chart' }, 'damaged', /"kind" is none of kernel, value/],
  ['an unknown kernel', { kernel: '__proto__' }, 'damaged', /"kernel" is none of softmax/],
  ['an unknown format', { format: 'float8' }, 'damaged', /"format" is none of float64/],
  ['a source that is no text', { source: ['x'] }, 'damaged', /"source" is no text/],
  ['a missing source', { source: undefined }, 'damaged', /"source" is missing/],
  ['a negative count', { logits: -1 }, 'damaged', /"logits" is no count/],
  ['a count with a fraction', { logits: 2.5 }, 'damaged', /"logits" is no count/],
  ['a count that is text', { logits: '3' }, 'damaged', /"logits" is no count/],
  ['twins of another length', { values: 2 }, 'damaged', /softmax of 3 logits has 3 values, and "values" says 2/],
  ['a huge count', { logits: 2 ** 52, values: 2 ** 52 }, 'truncated', /of at least 108,\d{3},/],
  ['a count that is too small', { logits: 1, values: 1 }, 'damaged', /bytes follow its end/],
  ['thresholds that are no list', { thresholds: 1 }, 'damaged', /"thresholds" is no list/],
  ['a threshold row of no known format', { thresholds: ['float64', 'x'] }, 'damaged', /unknown format, or one twice/],
  ['a format listed twice', { thresholds: ['float64', 'float64'] }, 'damaged', /unknown format, or one twice/],
];

for (const [name, change, code, message] of damages) {
  test(`A header with ${name} is refused`, () => {
    assertRefused(withHeader(example, change), code, message);
  });
}

test('A header that is not JSON, not ASCII or no object is refused', () => {
  const bytes = Buffer.from(encodePayload(example));
  for (const [text, message] of [
    ['{', /header cannot be read/],
    ['é', /header cannot be read/],
    ['null', /header is no object/],
    ['[]', /header is no object/],
    ['['.repeat(100_000), /header cannot be read/],
  ] as const) {
    const prefix = Buffer.from(bytes.subarray(0, 12));
    prefix.writeUInt32LE(text.length, 8);
    assertRefused(Buffer.concat([prefix, Buffer.from(text, 'latin1')]), 'damaged', message);
  }
});

test('No bytes make the decoder throw, and what it accepts is encoded to the same payload', () => {
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(payloads, flips, (payload, changes) => {
      const bytes = encodePayload(payload);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      const decoded = decodePayload(bytes);
      if (decoded.ok) assert.deepEqual(bitsOf(roundTrip(decoded.payload)), bitsOf(decoded.payload));
      else assert.notEqual(decoded.message, '');
    }),
    { numRuns: 1000 },
  );
});
