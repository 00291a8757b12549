import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as ids from '../../../src/extension/ids.ts';
import { ruleCatalog } from '../../../src/analysis/rules/catalog.ts';
import { assumableFormats, ruleLevels } from '../../../src/analysis/policy/options.ts';
import { payloadMime } from '../../../src/protocol/payload.ts';

interface Setting {
  markdownDescription: string;
  default: unknown;
  scope: string;
  enum?: string[];
  properties?: Record<string, { default: unknown; enum: string[]; description: string }>;
}

interface Manifest {
  main: string;
  browser: string;
  icon: string;
  bin: Record<string, string>;
  keywords: string[];
  activationEvents: string[];
  engines: { vscode: string };
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  contributes: {
    languages: { id: string; configuration: string }[];
    grammars: { path: string }[];
    notebooks: { type: string; selector: { filenamePattern: string }[] }[];
    notebookRenderer: { id: string; entrypoint: string; mimeTypes: string[] }[];
    commands: { command: string; category: string; title: string }[];
    configuration: { properties: Record<string, Setting> };
  };
}
const root = fileURLToPath(new URL('../../..', import.meta.url));
const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const sources = readdirSync(join(root, 'src/extension'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src/extension', name), 'utf8'));

/** The keys that the code reads from a settings section. */
function keysRead(): string[] {
  return sources.flatMap((source) =>
    [...source.matchAll(/section\.get<[^>]*>\('([^']+)'\)/g)].map((match) => match[1]!),
  );
}

describe('the manifest and the code', () => {
  test('name the same commands, and each is registered', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), Object.values(ids.commands).sort());
    for (const name of Object.keys(ids.commands)) {
      const registered = sources.some((source) => source.includes(`registerCommand(commands.${name}`));
      assert.ok(registered, `commands.${name} is registered`);
    }
  });

  test('put every command under one category', () => {
    assert.deepEqual([...new Set(contributes.commands.map(({ category }) => category))], ['Softmax Stability']);
  });

  test('name the same settings: each one that is declared is read, and the other way round', () => {
    const declared = Object.keys(contributes.configuration.properties);
    assert.deepEqual(
      declared.sort(),
      keysRead()
        .map((key) => `${ids.configurationSection}.${key}`)
        .sort(),
    );
    for (const [key, setting] of Object.entries(contributes.configuration.properties)) {
      assert.ok('default' in setting && setting.scope && setting.markdownDescription, `${key} is described in full`);
    }
  });

  test('name the same rules, levels and formats', () => {
    const { properties } = contributes.configuration;
    const rules = properties[`${ids.configurationSection}.rules`]!.properties!;
    assert.deepEqual(
      Object.entries(rules).map(([id, rule]) => [id, rule.default, rule.enum]),
      ruleCatalog.map(({ id, defaultSeverity }) => [id, defaultSeverity, ruleLevels]),
    );
    const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    for (const { id, summary } of ruleCatalog) {
      assert.equal(rules[id]!.description, `%setting.rules.${id}%`);
      assert.equal(nls[`setting.rules.${id}`], summary);
    }
    assert.deepEqual(properties[`${ids.configurationSection}.assumeFormat`]!.enum, ['library', ...assumableFormats]);
  });

  test('agree on the notebook, its language, its renderer and the output type', () => {
    assert.deepEqual(
      contributes.notebooks.map(({ type }) => type),
      [ids.notebookType],
    );
    assert.equal(contributes.notebooks[0]?.selector[0]?.filenamePattern, `*${ids.notebookSuffix}`);
    assert.deepEqual(
      contributes.languages.map(({ id }) => id),
      [ids.cellLanguage],
    );
    assert.deepEqual(
      contributes.notebookRenderer.map(({ id }) => id),
      [ids.rendererId],
    );
    assert.deepEqual(contributes.notebookRenderer[0]?.mimeTypes, [payloadMime]);
  });

  test('use the same settings section everywhere', () => {
    const sections = sources.flatMap((source) =>
      [...source.matchAll(/affectsConfiguration\(([^)]*)\)/g)].map((m) => m[1]),
    );
    assert.deepEqual([...new Set(sections)], ['configurationSection']);
  });
});

describe('the manifest', () => {
  test('names only %keys% that package.nls.json has, and uses all it has', () => {
    const known = Object.keys(JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as object);
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]!);
    assert.deepEqual([...new Set(used)].sort(), known.sort());
  });

  test('names files that exist, or that the build makes', () => {
    const built = [
      manifest.main,
      manifest.browser,
      manifest.bin['softmax-stability']!,
      contributes.notebookRenderer[0]!.entrypoint,
    ];
    const table = readFileSync(join(root, 'bundles.js'), 'utf8');
    for (const path of built)
      assert.ok(table.includes(`'${path.replace('./', '')}'`), `${path} is a row of bundles.js`);
    for (const path of [
      manifest.icon,
      ...contributes.languages.map((l) => l.configuration),
      ...contributes.grammars.map((g) => g.path),
    ]) {
      assert.ok(existsSync(join(root, path)), `${path} exists`);
    }
  });

  test('has JSON in every file it contributes', () => {
    for (const path of [
      ...contributes.languages.map((l) => l.configuration),
      ...contributes.grammars.map((g) => g.path),
    ]) {
      assert.doesNotThrow(() => JSON.parse(readFileSync(join(root, path), 'utf8')), path);
    }
  });

  test('activates on languages and notebooks, never on start-up', () => {
    for (const event of manifest.activationEvents) assert.match(event, /^on(Language|Notebook|Renderer):/);
  });

  test('has at most five keywords and an icon of at least 256 pixels', () => {
    assert.ok(manifest.keywords.length <= 5);
    const icon = readFileSync(join(root, manifest.icon));
    assert.equal(icon.subarray(1, 4).toString(), 'PNG');
    assert.ok(icon.readUInt32BE(16) >= 256 && icon.readUInt32BE(20) >= 256);
  });

  test('asks for the VS Code whose types the code is compiled against', () => {
    assert.equal(`^${manifest.devDependencies['@types/vscode']!}`, manifest.engines.vscode);
  });

  test('ships no run-time dependency: everything is bundled', () => {
    assert.deepEqual(manifest.dependencies ?? {}, {});
  });
});
