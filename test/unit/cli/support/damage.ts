// Bytes with damage, and what it is to survive them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeLike } from '../../../../src/cli/fix/encode.ts';
import { sourceOf } from '../../../../src/cli/read.ts';
import { analyze } from '../../analysis/support/analyzer.ts';

/** A reading that is a text or a reason; a text is stored as the very bytes that it was read from. */
export async function survived(name: string, bytes: Uint8Array): Promise<boolean> {
  const reading = sourceOf(name, bytes);
  if (reading.kind === 'error') assert.match(reading.message, /\S/);
  if (reading.kind !== 'source') return false;
  const { source } = reading;
  const again = encodeLike(source, source.text);
  assert.deepEqual(again && Buffer.from(again), Buffer.from(bytes));
  const analysis = await analyze(source.document);
  assert.ok(analysis.ok || analysis.code !== 'internal', analysis.ok ? '' : analysis.message);
  return true;
}

type Damage = readonly [how: 'cut' | 'drop' | 'put' | 'flip', at: number, bytes: Uint8Array];

export const damage: fc.Arbitrary<Damage> = fc.tuple(
  fc.constantFrom('cut', 'drop', 'put', 'flip'),
  fc.nat(10_000),
  fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    fc
      .constantFrom(
        '\0',
        '\ufeff',
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        '\\ud800',
        '\\u00e9',
        ',',
        ':',
        'null',
        '1e999',
        '\r',
        '\n',
        '😀',
      )
      .map((text) => Uint8Array.from(Buffer.from(text))),
  ),
);

export function damaged(bytes: Buffer, all: readonly Damage[]): Buffer {
  return all.reduce((before, [how, where, more]) => {
    const at = before.length === 0 ? 0 : where % before.length;
    const [head, tail] = [before.subarray(0, at), before.subarray(at)];
    if (how === 'cut') return head;
    if (how === 'drop') return Buffer.concat([head, tail.subarray(more.length)]);
    return Buffer.concat([head, more, how === 'flip' ? tail.subarray(more.length) : tail]);
  }, bytes);
}
