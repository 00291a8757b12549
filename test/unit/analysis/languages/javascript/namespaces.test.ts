// Namespaces that a file imports from others of its project.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProjectModule } from '../../../../../src/analysis/index.ts';
import { analyze, file } from '../../support/analyzer.ts';

const module: ProjectModule = {
  name: './m',
  language: 'typescript',
  text: `namespace M {
  export function stable(x: number[]): number[] {
    return x.map((v) => v - Math.max(...x));
  }
}
export default M;
export { M };
`,
};

/** Code that can only fail if what it calls does not subtract the maximum. */
async function findingsOf(imported: string, call: string) {
  const text = `${imported}
function f(x) {
  const e = ${call}(x).map(Math.exp);
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}
`;
  const analysis = await analyze({ ...file(text, 'javascript'), modules: [module] });
  assert.ok(analysis.ok);
  return analysis.findings;
}

test('namespaces of imported files are what they export', async () => {
  const ways: readonly (readonly [imported: string, call: string])[] = [
    ["import M from './m';", 'M.stable'],
    ["import { M as N } from './m';", 'N.stable'],
    ["import * as m from './m';", 'm.M.stable'],
    ["import M from './m';\nconst { stable } = M;", 'stable'],
  ];
  for (const [imported, call] of ways) assert.deepEqual(await findingsOf(imported, call), [], imported);
  assert.equal((await findingsOf("import M from './m';", 'M.other')).length, 1);
});
