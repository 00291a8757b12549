// Payloads for tests: one by hand, and any by chance.
import fc from 'fast-check';
import { formatNames, kernelNames, thresholdFields, valueCount } from '../../../src/protocol/payload-layout.ts';
import type { KernelPayload, Payload, ThresholdRow } from '../../../src/protocol/payload.ts';

const float16: ThresholdRow = {
  format: 'float16',
  expOverflow: 11.09011071852695,
  sumOverflow: 9.99149842985884,
  expZero: -17.32867951399863,
  probabilityZeroGap: 17.32867951399863,
  probabilityOneGap: 7.6246,
};

interface Numbers {
  readonly logits: readonly number[];
  readonly naive: readonly number[];
  readonly stable: readonly number[];
}

/** A float16 softmax with one threshold row, and `change` on top. */
export function kernelPayload(numbers: Numbers, change: Partial<KernelPayload> = {}): KernelPayload {
  return {
    kind: 'kernel',
    kernel: 'softmax',
    format: 'float16',
    source: 'softmax(logits, "float16")',
    logits: Float64Array.from(numbers.logits),
    naive: Float64Array.from(numbers.naive),
    stable: Float64Array.from(numbers.stable),
    thresholds: [float16],
    ...change,
  };
}

/** The bits of every number, where deep equality takes one NaN for another. */
export function bitsOf(payload: Payload): readonly bigint[] {
  if (payload.kind === 'value') return [];
  const thresholds = payload.thresholds.flatMap((row) => thresholdFields.map((field) => row[field]));
  const arrays = [payload.logits, payload.naive, payload.stable, Float64Array.from(thresholds)];
  return arrays.flatMap((numbers) => [...new BigUint64Array(numbers.slice().buffer)]);
}

const plain = { noNullPrototype: true };
const text = fc.string({ unit: 'binary' });

const threshold: fc.Arbitrary<ThresholdRow> = fc.record(
  {
    format: fc.constantFrom(...formatNames),
    expOverflow: fc.double(),
    sumOverflow: fc.double(),
    expZero: fc.double(),
    probabilityZeroGap: fc.double(),
    probabilityOneGap: fc.double(),
  },
  plain,
);

function floats(length: number): fc.Arbitrary<Float64Array> {
  return fc.float64Array({ minLength: length, maxLength: length });
}

const kernels: fc.Arbitrary<KernelPayload> = fc
  .tuple(fc.constantFrom(...kernelNames), fc.nat({ max: 40 }))
  .chain(([kernel, length]) =>
    fc.record(
      {
        kind: fc.constant('kernel' as const),
        kernel: fc.constant(kernel),
        format: fc.constantFrom(...formatNames),
        source: text,
        logits: floats(length),
        naive: floats(valueCount(kernel, length)),
        stable: floats(valueCount(kernel, length)),
        thresholds: fc.uniqueArray(threshold, { selector: (row) => row.format, maxLength: formatNames.length }),
      },
      plain,
    ),
  );

const values: fc.Arbitrary<Payload> = fc.record({ kind: fc.constant('value' as const), source: text, text }, plain);

/** Any payload that can be encoded. */
export const payloads: fc.Arbitrary<Payload> = fc.oneof({ weight: 3, arbitrary: kernels }, values);
