import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FormatName } from '../../../src/kernels/index.ts';
import { countInFile, readGolden, runGolden } from './support/golden.ts';

const frameworks = { float16: 'numpy', bfloat16: 'torch' } as const;

for (const [format, framework] of Object.entries(frameworks) as [FormatName, string][]) {
  const cases = readGolden([format]);

  test(`the ${format} twins give the bits that ${framework} gave, in every case`, (t) => {
    let compared = 0;
    for (const golden of cases) {
      if (!golden.out) continue;
      // Elements by Object.is: signed zeros count, the sign and payload of a NaN do not.
      assert.deepEqual([...runGolden(golden)], [...golden.out], golden.id);
      compared++;
    }
    const raised = cases.filter((golden) => !golden.out).length;
    t.diagnostic(`${compared} cases compared bit for bit; in ${raised} more ${framework} raised an error`);
    // 36 inputs of 3 kernels and 35 of cross-entropy, twice; the shifted forms of no elements raised.
    assert.equal(cases.length, 286);
    assert.equal(cases.length, countInFile(format, framework));
    assert.equal(compared, 283);
  });

  test(`where ${framework} raised in ${format}, on no elements, the stable twins give the exact value`, () => {
    const raised = cases.filter((golden) => !golden.out);
    assert.equal(raised.length, 3);
    for (const golden of raised) {
      assert.equal(golden.logits.length, 0);
      assert.deepEqual([...runGolden(golden)], [...golden.exact!], golden.id);
    }
  });

  test(`no ${format} case is one that the data says cannot be emulated`, () => {
    assert.deepEqual(
      cases.filter((golden) => golden.emulated === false).map((golden) => golden.id),
      [],
    );
  });
}
