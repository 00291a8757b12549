// The exact results of test/data/golden.jsonl, rounded to float64 and to the format of the logits.
import { readFileSync } from 'node:fs';
import type { ExactName, FormatName } from '../../../../src/kernels/index.ts';
import { fromHex } from './bits.ts';

export interface ExactRecord {
  readonly input: string;
  readonly name: ExactName;
  readonly logitsFormat: FormatName;
  readonly logits: Float64Array;
  readonly target: number | undefined;
  /** Undefined where the result is, mathematically. */
  readonly float64: Float64Array | undefined;
  /** The same in `logitsFormat`. */
  readonly own: Float64Array | undefined;
}

interface Line {
  readonly kind: 'meta' | 'input' | 'exact' | 'case';
  readonly id: string;
  readonly dtype: FormatName;
  readonly target: number | null;
  readonly bits: string;
  readonly input: string;
  readonly op: string;
  readonly f64: string | null;
  readonly t: string | null;
}

const names: Readonly<Record<string, ExactName>> = {
  softmax: 'softmax',
  log_softmax: 'log-softmax',
  logsumexp: 'log-sum-exp',
  cross_entropy: 'cross-entropy',
  grad: 'cross-entropy-gradient',
};

export function readExact(): ExactRecord[] {
  const text = readFileSync(new URL('../../../data/golden.jsonl', import.meta.url), 'utf8').trimEnd();
  const lines = text.split('\n').map((line) => JSON.parse(line) as Line); // our own test data
  const inputs = new Map(lines.flatMap((line) => (line.kind === 'input' ? [[line.id, line] as const] : [])));
  return lines.flatMap(({ kind, input: id, op, f64, t }) => {
    if (kind !== 'exact') return [];
    const input = inputs.get(id)!;
    return [
      {
        input: id,
        name: names[op]!,
        logitsFormat: input.dtype,
        logits: fromHex(input.bits, input.dtype),
        target: input.target ?? undefined,
        float64: f64 === null ? undefined : fromHex(f64, 'float64'),
        own: t === null ? undefined : fromHex(t, input.dtype),
      },
    ];
  });
}
