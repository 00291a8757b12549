import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arithmetic, formats, gradient, runKernel, type FormatName, type Variant } from '../../../src/kernels/index.ts';
import { readResults, type GoldenResult } from './support/golden.ts';
import { ofFrameworks } from './support/error-bounds.ts';
import { backwardBound, writtenBound, type GradientCase } from './support/gradient-bounds.ts';

const variantOf = ({ variant }: GoldenResult): Variant => (variant === 'shift' ? 'stable' : 'naive');

function throughTape(golden: GoldenResult): Float64Array {
  const { format, logits, target } = golden;
  const result = gradient('cross-entropy', variantOf(golden), logits, { format, target });
  assert.ok(result.ok, golden.id);
  return result.gradient;
}

/** softmax(x) − onehot, in the format. */
function written(golden: GoldenResult): Float64Array {
  const { format, logits, target } = golden;
  const result = runKernel('softmax', variantOf(golden), logits, { format });
  assert.ok(result.ok, golden.id);
  const { subtract } = arithmetic(formats[format]);
  return result.values.map((p, i) => subtract(p, i === target ? 1 : 0));
}

const frameworks = {
  torch: { ours: throughTape, boundOf: backwardBound, expected: { float32: [4477, 10], float64: [4477, 10] } },
  numpy: { ours: written, boundOf: writtenBound, expected: { float32: [4500, 30], float64: [4503, 29] } },
};

const casesOf = (format: FormatName, impl: string) =>
  readResults(format, impl).filter(({ op, variant }) => op === 'grad' && variant !== 'library');

for (const [impl, { ours, boundOf, expected }] of Object.entries(frameworks)) {
  for (const format of ['float32', 'float64'] as const) {
    test(`${impl}'s ${format} gradients and ours are within their error bounds of the exact ones`, (t) => {
      const worst = { ours: 0, theirs: 0 };
      let compared = 0;
      let unpromised = 0;
      for (const golden of casesOf(format, impl)) {
        const { id, exact, out } = golden;
        if (!exact) continue;
        const found = ours(golden);
        const about: GradientCase = { ...golden, variant: variantOf(golden), exact };
        const bounds = { ours: boundOf(about), theirs: boundOf(about, ofFrameworks) };
        assert.deepEqual([found.length, out.length], [exact.length, exact.length], id);
        exact.forEach((value, i) => {
          if (!Number.isFinite(found[i]) || !Number.isFinite(out[i])) return;
          if (bounds.theirs[i] === Infinity) unpromised++;
          else compared++;
          for (const [who, given] of [['ours', found[i]!] as const, ['theirs', out[i]!] as const]) {
            const error = Math.abs(given - value);
            const bound = bounds[who][i]!;
            assert.ok(error <= bound, `${id}[${i}]: ${who} ${given}, exact ${value}, ${error / bound} of the bound`);
            if (error > 0) worst[who] = Math.max(worst[who], error / bound);
          }
        });
      }
      t.diagnostic(
        `${compared} values; the largest error ${worst.ours.toFixed(2)} of its bound, ` +
          `${impl}'s ${worst.theirs.toFixed(2)}; ${unpromised} finite where nothing is promised`,
      );
      assert.deepEqual([compared, unpromised], expected[format]);
    });
  }
}
