// Which rewrites are said to be safe.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findingsIn } from '../../support/analyzer.ts';

suite('which rewrites are safe', () => {
  for (const code of ['x.exp().sum(-1).log()', 'tf.log(tf.sum(tf.exp(x), 1, true))']) {
    test(`of ${code} the one that keeps the maximum finite is, and logSumExp is not`, async () => {
      const text = `import * as tf from '@tensorflow/tfjs';\n\nconst total = (x) => ${code};\n`;
      const [finding] = await findingsIn(text, 'javascript');
      const found = Object.fromEntries(finding!.rewrites.map(({ form, safe }) => [form, safe]));
      assert.deepEqual(found, { library: false, inline: true });
      const library = finding!.rewrites.find(({ form }) => form === 'library');
      assert.match(library!.title, /NaN where the largest is infinite/);
    });
  }
});
