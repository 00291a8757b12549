import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileKernels } from '../kernels/support/wasm.ts';

const require = createRequire(import.meta.url);
const { kernels } = require('../../../bundles.js') as { kernels: { out: string; budget: number } };
const { overBudget } = require('../../../esbuild.js') as {
  overBudget: (kernels: { out: string; budget: number }, bytes: number) => string[];
};

test('the SIMD kernels stay in their budget of 10 KB, and the same source gives the same bytes', async () => {
  const first = await compileKernels();
  assert.ok(first.length > 1000);
  assert.deepEqual(overBudget(kernels, first.length), []);
  assert.deepEqual(await compileKernels(), first);
});

test('kernels over their budget fail the build with their size', () => {
  assert.deepEqual(overBudget(kernels, 10_241), ['kernels: dist/kernels.wasm has 10241 bytes, its budget is 10240']);
});

test('the SIMD kernels use no relaxed instruction, whose results differ from processor to processor', async () => {
  // Relaxed SIMD is 0xfd, then 0x100 and up in LEB128: 80 02. Engines without it refuse such a module as a whole.
  const bytes = Buffer.from(await compileKernels());
  assert.ok(bytes.includes(Buffer.of(0xfd, 0xe6, 0x01))); // f32x4.mul: the search finds what is there
  for (let opcode = 0x80; opcode <= 0x93; opcode++) assert.ok(!bytes.includes(Buffer.of(0xfd, opcode, 0x02)));
});

test('a mistake in the AssemblyScript ends the build with the place and the reason', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
  try {
    const source = join(folder, 'src/kernels/wasm/assembly');
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'index.ts'), 'export function f(): i32 { return missing; }\n');
    await assert.rejects(compileKernels(folder), /does not compile[^]*Cannot find name 'missing'[^]*index\.ts/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
