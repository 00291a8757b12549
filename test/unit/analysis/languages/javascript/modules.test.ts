// Helpers that a file imports from others of its project.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LanguageId, ProjectModule, SourceDocument } from '../../../../../src/analysis/index.ts';
import {
  javascriptCandidates,
  typescriptCandidates,
} from '../../../../../src/analysis/languages/javascript/moduleCandidates.ts';
import { aliasedPlaces } from '../../../../../src/analysis/languages/javascript/aliases.ts';
import { analyze, file } from '../../support/analyzer.ts';

const stable = 'function stable(x) {\n  const m = Math.max(...x);\n  return x.map((v) => v - m);\n}\n';

function document(text: string, modules: readonly ProjectModule[], language: LanguageId = 'javascript') {
  return { ...file(text, language), modules } satisfies SourceDocument;
}

async function answer(text: string, ...modules: readonly ProjectModule[]) {
  const analysis = await analyze(document(text, modules));
  assert.ok(analysis.ok);
  return analysis;
}

/** Code that can only fail if what it calls does not subtract the maximum. */
const uses = (imported: string, call = 'stable') => `${imported}
function f(x) {
  const z = ${call}(x);
  const e = z.map(Math.exp);
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}
`;

suite('imported files', () => {
  const exported: readonly (readonly [what: string, text: string, imported: string, call?: string])[] = [
    ['by name', `export ${stable}`, "import { stable } from './m.js';"],
    ['by another name here', `export ${stable}`, "import { stable as s } from './m.js';", 's'],
    ['by another name there', `${stable}export { stable as s };`, "import { s } from './m.js';", 's'],
    [
      'as a constant',
      'export const stable = (x) => x.map((v) => v - Math.max(...x));',
      "import { stable } from './m.js';",
    ],
    ['as a whole', `export ${stable}`, "import * as m from './m.js';", 'm.stable'],
    ['by default', `export default ${stable}`, "import stable from './m.js';"],
    ['by default without a name', `export default ${stable.replace(' stable', ' ')}`, "import s from './m.js';", 's'],
    ['by default after its declaration', `${stable}export default stable;`, "import s from './m.js';", 's'],
    ['by default through its name', `${stable}export { stable as default };`, "import s from './m.js';", 's'],
    ['in an object by default', `${stable}export default { stable };`, "import m from './m.js';", 'm.stable'],
    ['as a method of an object', `export const m = { ${stable.slice(9)} };`, "import { m } from './m.js';", 'm.stable'],
    ['as a static method', `export class M { static ${stable.slice(9)} }`, "import { M } from './m.js';", 'M.stable'],
    ['in module.exports', `${stable}module.exports = { stable };`, "const { stable } = require('./m.js');"],
    ['as module.exports', `${stable}module.exports = stable;`, "const s = require('./m.js');", 's'],
    ['on module.exports', `module.exports.s = ${stable}`, "const m = require('./m.js');", 'm.s'],
    ['on exports', `exports.s = ${stable}`, "const m = require('./m.js');", 'm.s'],
    ['in module.exports to a module', `${stable}module.exports = { stable };`, "import { stable } from './m.js';"],
    ['as module.exports to a module', `${stable}module.exports = stable;`, "import s from './m.js';", 's'],
    ['from require without a name', `exports.s = ${stable}`, '', "require('./m.js').s"],
    ['from import()', `export ${stable}`, "const { stable } = await import('./m.js');"],
  ];
  for (const [what, text, imported, call] of exported) {
    test(`are followed ${what}`, async () => {
      const alone = await answer(uses(imported, call));
      assert.equal(alone.findings.length, 1);
      assert.deepEqual(
        alone.needs?.map(({ module }) => module),
        ['./m.js'],
      );
      const { findings, needs } = await answer(uses(imported, call), { name: './m.js', text });
      assert.deepEqual(findings, []);
      assert.equal(needs, undefined);
    });
  }

  test('that say nothing of a name leave it as it was', async () => {
    for (const text of ['', 'export const other = 1;', 'const stable = 1;', 'export * from "package";', '(((']) {
      const { findings } = await answer(uses("import { stable } from './m.js';"), { name: './m.js', text });
      assert.equal(findings.length, 1, text);
    }
  });

  test('are asked for once something of them is used, with the names that are wanted', async () => {
    const { needs } = await answer(
      "import d, { a, b as c } from '../m.js';\nimport { unused } from './u.js';\nimport { p } from 'package';\n" +
        'const x = Math.exp(a(c(p(1))));\n',
    );
    assert.deepEqual(needs, [{ module: '../m.js', level: 0, names: ['default', 'a', 'b'] }]);
  });

  test('hand on what others export', async () => {
    const ways = [
      "export { stable } from './b.js';",
      "export * from './b.js';",
      "import { stable } from './b.js';\nexport { stable };",
      "export * from './nothing.js';\nexport * from './b.js';",
      "module.exports = require('./b.js');",
      "module.exports = { ...require('./b.js') };",
    ];
    for (const way of ways) {
      const text = uses("import { stable } from './lib/a.js';");
      const a = { name: './lib/a.js', text: way };
      const { needs = [] } = await answer(text, a);
      assert.equal(needs.at(-1)?.module, './lib/b.js', way);
      const b = { name: './lib/b.js', text: `export ${stable}` };
      assert.deepEqual((await answer(text, a, b)).findings, [], way);
    }
    const space = { name: './a.js', text: "export * as m from './b.js';" };
    const b = { name: './b.js', text: `export ${stable}` };
    assert.deepEqual((await answer(uses("import { m } from './a.js';", 'm.stable'), space, b)).findings, []);
  });

  test('import others from where they stand', async () => {
    const handsOn = "export { stable } from './b.js';";
    const text = uses("import { stable } from '../lib';");
    const index = { name: '../lib', text: handsOn, isPackage: true };
    assert.equal((await answer(text, index)).needs?.[0]?.module, '../lib/b.js');
    assert.equal((await answer(text, { ...index, isPackage: false })).needs?.[0]?.module, '../b.js');
    const up = { name: './deep/a.js', text: "export { stable } from '../b.js';" };
    assert.equal((await answer(uses("import { stable } from './deep/a.js';"), up)).needs?.[0]?.module, './b.js');
  });

  test('may import each other, and themselves', async () => {
    const a = { name: './a.js', text: "export { f } from './b.js';\nexport const g = (x) => h(x);" };
    const b = {
      name: './b.js',
      text: "import { g } from './a.js';\nexport const f = (x) => g(x);\nexport * from './b.js';",
    };
    assert.equal((await answer(uses("import { f } from './a.js';", 'f'), a, b)).findings.length, 1);
    const ends = { name: './a.js', text: "export * from './b.js';" };
    const other = { name: './b.js', text: "export * from './a.js';" };
    assert.equal((await answer(uses("import { f } from './a.js';", 'f'), ends, other)).findings.length, 1);
  });

  test('have no findings and no edits of their own', async () => {
    const text =
      "import { e } from './e.js';\nfunction f(x) {\n  const p = e(x);\n  return p.map((v) => v / p.length);\n}\n";
    const helper =
      'export const e = (x) => { const y = x.map(Math.exp); const s = y.reduce((a, b) => a + b, 0); return y.map((v) => v / s); };';
    const { findings } = await answer(`${text}const l = Math.log(e([1, 2000])[0]);`, { name: './e.js', text: helper });
    assert.ok(findings.length > 0);
    for (const { span, reasons, rewrites } of findings) {
      const places = [span, ...reasons.map((reason) => reason.span), ...rewrites.flatMap(({ edits }) => edits)];
      assert.ok(places.every(({ cell }) => cell === 0));
    }
  });

  test('are read in their own language', async () => {
    const typed =
      'export function stable(x: Float32Array): Float32Array {\n  return x.map((v: number) => v - Math.max(...x));\n}\n';
    const text = uses("import { stable } from './m';");
    const module: ProjectModule = { name: './m', text: typed, language: 'typescript' };
    assert.deepEqual((await answer(text, module)).findings, []);
    const jsx = `export ${stable}export const View = () => <p>{stable([1])}</p>;\n`;
    const analysis = await analyze(document(text, [{ name: './m', text: jsx, language: 'javascript' }], 'typescript'));
    assert.ok(analysis.ok);
    assert.deepEqual(analysis.findings, []);
    const whole: ProjectModule = { name: './m', text: `${stable}export = stable;`, language: 'typescript' };
    assert.deepEqual((await answer(uses("import s from './m';", 's'), whole)).findings, []);
    const required = await analyze(document(uses("import s = require('./m');", 's'), [whole], 'typescript'));
    assert.ok(required.ok);
    assert.deepEqual(required.findings, []);
  });
});

suite('the files that an import may mean', () => {
  const need = (module: string) => ({ module, level: 0, names: [] });
  const nothing = () => undefined;
  const paths = async (module: string, importer: string, candidates = javascriptCandidates) =>
    (await candidates(need(module), importer, nothing)).map(({ path }) => path);

  test('are the one that is written, and what it may be made from', async () => {
    assert.deepEqual(await javascriptCandidates(need('../lib/m.js'), 'src/app/a.js', nothing), [
      { name: '../lib/m.js', path: 'src/lib/m.js', language: 'javascript' },
      { name: '../lib/m.js', path: 'src/lib/m.ts', language: 'typescript' },
      { name: '../lib/m.js', path: 'src/lib/m.tsx', language: 'tsx' },
    ]);
    assert.deepEqual(await paths('./m.js', 'a.ts', typescriptCandidates), ['m.ts', 'm.tsx', 'm.js']);
    assert.deepEqual(await paths('./m.mjs', 'a.mts', typescriptCandidates), ['m.mts', 'm.mjs']);
    assert.deepEqual(await paths('./m.ts', 'a.ts', typescriptCandidates), ['m.ts']);
  });

  test('have the extension that was left out, or are in the folder', async () => {
    const found = await typescriptCandidates(need('./lib.core'), 'src/a.ts', nothing);
    assert.deepEqual(found[0], { name: './lib.core', path: 'src/lib.core.ts', language: 'typescript' });
    assert.deepEqual(
      found.find(({ isPackage }) => isPackage),
      { name: './lib.core', path: 'src/lib.core/index.ts', language: 'typescript', isPackage: true },
    );
    assert.equal((await paths('./lib', 'src/a.js'))[0], 'src/lib.js');
    for (const [module, first] of [
      ['.', 'src/index.js'],
      ['./lib/', 'src/lib/index.js'],
      ['..', 'index.js'],
    ] as const) {
      assert.equal((await paths(module, 'src/a.js'))[0], first, module);
    }
  });

  test('are none above the root', async () => {
    assert.deepEqual(await paths('../m.js', 'a.js'), []);
    assert.deepEqual(await paths('../..', 'src/a.js'), []);
  });
});

suite('the files that an import by another name may mean', () => {
  const places = (specifier: string, importer: string, files: Readonly<Record<string, string>>) =>
    aliasedPlaces(specifier, importer, (path) => files[path]);
  const config = (paths: object, rest: object = {}) => JSON.stringify({ compilerOptions: { paths, ...rest } });

  test('are those that the nearest configuration names, from its folder or its base', async () => {
    const files = {
      'tsconfig.json': config({ '@/*': ['./elsewhere/*'] }),
      'web/tsconfig.json': config({ '@/*': ['./app/*', './lib/*'], '@maths': ['./app/maths/index.ts'] }),
      'old/jsconfig.json': config({ '#/*': ['*'] }, { baseUrl: './source' }),
    };
    assert.deepEqual(await places('@/m/softmax', 'web/app/page.tsx', files), [
      'web/app/m/softmax',
      'web/lib/m/softmax',
    ]);
    assert.deepEqual(await places('@maths', 'web/app/page.tsx', files), ['web/app/maths/index.ts']);
    assert.deepEqual(await places('#/m', 'old/source/a.js', files), ['old/source/m']);
    assert.deepEqual(await places('@/m', 'tools/a.ts', files), ['elsewhere/m']);
    assert.deepEqual(await places('@other/m', 'web/app/page.tsx', files), []);
  });

  test('are those of the pattern with the longest beginning', async () => {
    const files = { 'tsconfig.json': config({ '@/*': ['a/*'], '@/lib/*': ['b/*'], '@/lib/m.js': ['c'] }) };
    assert.deepEqual(await places('@/lib/x', 'x.ts', files), ['b/x']);
    assert.deepEqual(await places('@/other', 'x.ts', files), ['a/other']);
    assert.deepEqual(await places('@/lib/m.js', 'x.ts', files), ['c']);
  });

  test('are found through what a configuration extends or refers to, without going round', async () => {
    const files = {
      'app/tsconfig.json': JSON.stringify({ extends: ['./strict', '../base.json'] }),
      'app/strict.json': JSON.stringify({ extends: './tsconfig.json' }),
      'base.json': config({ '~/*': ['app/src/*'] }),
      'site/tsconfig.json': JSON.stringify({
        files: [],
        references: [{ path: './tsconfig.app.json' }, { path: './node' }],
      }),
      'site/tsconfig.app.json': config({ '@/*': ['./pages/*'] }),
    };
    assert.deepEqual(await places('~/m', 'app/src/a.ts', files), ['app/src/m']);
    assert.deepEqual(await places('@/m', 'site/pages/a.ts', files), ['site/pages/m']);
  });

  test('are told by asking for each configuration once, although all refer to all others', async () => {
    const packages = ['a', 'b', 'c', 'd', 'e'];
    const references = packages.map((name) => ({ path: `../${name}` }));
    const files = Object.fromEntries(packages.map((name) => [`${name}/tsconfig.json`, JSON.stringify({ references })]));
    const asked: string[] = [];
    const found = await aliasedPlaces('@app/m', 'a/m.ts', (path) => {
      asked.push(path);
      return files[path];
    });
    assert.deepEqual(found, []);
    assert.equal(new Set(asked).size, asked.length);
    assert.ok(packages.every((name) => asked.includes(`${name}/tsconfig.json`)));
  });

  test('are read with comments, and commas at the end', async () => {
    const text = `\uFEFF// of "the" project
{ /* "paths" */ "compilerOptions": { "paths": { "@/*": ["./a//b/*", /* no */ ], /* , */ }, }, // }
}`;
    assert.deepEqual(await places('@/m', 'x.ts', { 'tsconfig.json': text }), ['a/b/m']);
    for (const broken of [
      '{ "compilerOptions": ',
      '[]',
      'null',
      '"x"',
      '{ "compilerOptions": { "paths": [1] } }',
      '',
    ]) {
      assert.deepEqual(await places('@app/m', 'x.ts', { 'tsconfig.json': broken }), [], broken);
    }
  });

  test('are those of the folder of sources where nothing says otherwise', async () => {
    for (const name of ['@/m', '~/m']) {
      assert.deepEqual((await places(name, 'web/src/views/a.ts', {})).slice(0, 3), [
        'web/src/views/src/m',
        'web/src/m',
        'src/m',
      ]);
    }
    assert.deepEqual(await places('@scope/m', 'web/src/views/a.ts', {}), []);
  });
});
