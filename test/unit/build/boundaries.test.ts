import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint, Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

interface Boundary {
  folders: string[];
  packages: string[];
  node: boolean;
  vscode: boolean;
}
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { boundaries, languages, sharedByLanguages, restrictedImports } = createRequire(import.meta.url)(
  '../../../boundaries.js',
) as {
  boundaries: Record<string, Boundary>;
  languages: readonly string[];
  sharedByLanguages: string;
  restrictedImports: (folder: string, language?: string) => object;
};

/** What the lint rule says of one import in a folder of src. */
function lint(folder: string, module: string): string[] {
  const messages = new Linter().verify(
    `import type { x } from '${module}';\nexport type y = typeof x;\n`,
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      rules: { 'no-restricted-imports': ['error', restrictedImports(folder)] },
    },
    `src/${folder}/deep/file.ts`,
  );
  return messages.map((message) => message.message);
}

describe('the import rule', () => {
  const folders = Object.keys(boundaries);
  for (const [folder, may] of Object.entries(boundaries)) {
    for (const other of folders.filter((name) => name !== folder)) {
      const allowed = may.folders.includes(other);
      test(`src/${folder} ${allowed ? 'may' : 'may not'} import src/${other}`, () => {
        assert.equal(lint(folder, `../../${other}/index.ts`).length, allowed ? 0 : 1);
      });
    }
    test(`src/${folder} ${may.node ? 'may' : 'may not'} import Node's modules`, () => {
      assert.equal(lint(folder, 'node:fs').length, may.node ? 0 : 1);
      assert.equal(lint(folder, 'fs').length, 1, 'without the prefix it is always refused');
    });
    test(`src/${folder} ${may.vscode ? 'may' : 'may not'} import vscode`, () => {
      assert.equal(lint(folder, 'vscode').length, may.vscode ? 0 : 1);
    });
    test(`src/${folder} may import its own files and no package but ${may.packages.join(', ') || 'none'}`, () => {
      assert.deepEqual(lint(folder, './near.ts'), []);
      assert.deepEqual(lint(folder, '../up.ts'), []);
      assert.equal(lint(folder, 'left-pad').length, 1);
      assert.equal(lint(folder, '@scope/left-pad').length, 1);
      for (const name of may.packages) {
        assert.deepEqual(lint(folder, name), []);
        assert.equal(lint(folder, `${name}-extra`).length, 1);
      }
    });
  }
});

describe('the import rule of the languages', () => {
  const folder = join(root, 'src/analysis/languages');

  test('is for every folder of them', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), [...languages, sharedByLanguages].sort());
  });

  /** What ESLint says, as it is configured, of one import in a file of a language's folder. */
  async function refusals(language: string, module: string): Promise<readonly string[]> {
    const eslint = new ESLint({ cwd: root });
    const { rules } = (await eslint.calculateConfigForFile(join(folder, language, 'lower/probe.ts'))) as {
      rules: Record<string, Linter.RuleEntry>;
    };
    const rule = rules['no-restricted-imports']!;
    return new Linter()
      .verify(
        `import type { x } from '${module}';\nexport type y = typeof x;\n`,
        {
          files: ['**/*.ts'],
          languageOptions: { parser: tseslint.parser },
          rules: { 'no-restricted-imports': rule },
        },
        `src/analysis/languages/${language}/lower/probe.ts`,
      )
      .map(({ message }) => message);
  }

  for (const language of [...languages, sharedByLanguages]) {
    for (const other of languages.filter((name) => name !== language)) {
      test(`languages/${language} may not import languages/${other}`, async () => {
        assert.equal((await refusals(language, `../../${other}/lower/frame.ts`)).length, 1);
        assert.equal((await refusals(language, `../${other}/frontEnd.ts`)).length, 1);
      });
    }
    test(`languages/${language} may import itself, what languages share, and the rest of the analysis`, async () => {
      const modules = ['./near.ts', '../frontEnd.ts', '../../shared/lower/frame.ts', '../../../terms/term.ts'];
      for (const module of modules) assert.deepEqual(await refusals(language, module), []);
      assert.equal(
        (await refusals(language, '../../../../extension/index.ts')).length,
        1,
        'as anywhere in the analysis',
      );
    });
  }
});

describe('the project references', () => {
  for (const [folder, may] of Object.entries(boundaries)) {
    test(`of src/${folder} are the folders it may import`, () => {
      const config = readConfig(folder);
      const references = (config.projectReferences ?? []).map(({ path }) => path.split('/').at(-1));
      assert.deepEqual(references.sort(), [...may.folders].sort());
    });
  }

  test('a browser global in pure code does not compile', () => {
    for (const folder of ['kernels', 'analysis', 'protocol']) {
      assert.match(compile(folder, 'export const title = document.title;').join(), /Cannot find name 'document'/);
      assert.match(compile(folder, 'export const dir = process.cwd();').join(), /Cannot find name 'process'/);
      assert.deepEqual(compile(folder, 'export const one = Math.exp(0);'), []);
    }
  });
});

function readConfig(folder: string): ts.ParsedCommandLine {
  const path = join(root, 'src', folder, 'tsconfig.json');
  const read = ts.readConfigFile(path, (name) => readFileSync(name, 'utf8'));
  return ts.parseJsonConfigFileContent(read.config, ts.sys, join(root, 'src', folder), undefined, path);
}

/** Type errors of a file with this text, were it in the folder. */
function compile(folder: string, text: string): string[] {
  const { options } = readConfig(folder);
  const file = join(root, 'src', folder, 'boundary-probe.ts');
  const host = ts.createCompilerHost(options);
  const original = { ...host };
  host.fileExists = (name) => name === file || original.fileExists(name);
  host.readFile = (name) => (name === file ? text : original.readFile(name));
  host.getSourceFile = (name, languageVersion) =>
    name === file ? ts.createSourceFile(name, text, languageVersion) : original.getSourceFile(name, languageVersion);
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
