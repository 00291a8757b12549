// The reports that other programs read, through the built program.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv-draft-04';
import { notebookJson, temporaryFolder } from '../unit/cli/support/folder.ts';
import { naiveSoftmax } from './support/sources.ts';
import { runCli } from './support/spawnCli.ts';

const require = createRequire(import.meta.url);

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
  }[];
  readonly fixes: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly {
        readonly deletedRegion: Region;
        readonly insertedContent: { readonly text: string };
      }[];
    }[];
  }[];
}

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly { readonly id: string; readonly help?: { readonly markdown: string } }[];
      };
    };
    readonly results: readonly Result[];
  }[];
}

/** The program's SARIF, held against the schema. */
async function sarif(folder: string, ...args: readonly string[]) {
  const { code, stdout } = await runCli(folder, ['check', '--format', 'sarif', ...args]);
  const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  const log = JSON.parse(stdout) as Log;
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 1));
  return { code, run: log.runs[0]! };
}

/** The text with the first fix of a result made, by lines and columns. */
function repaired(text: string, { fixes }: Result): string {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
  const offset = (line: number, column: number) => starts[line - 1]! + column - 1;
  const replacements = [...fixes[0]!.artifactChanges[0]!.replacements].sort(
    (a, b) => b.deletedRegion.startLine - a.deletedRegion.startLine,
  );
  return replacements.reduce((result, { deletedRegion: at, insertedContent }) => {
    return (
      result.slice(0, offset(at.startLine, at.startColumn)) +
      insertedContent.text +
      result.slice(offset(at.endLine, at.endColumn))
    );
  }, text);
}

test('the SARIF log is valid, has the rules, and its regions and fixes fit the files', async (t) => {
  const astral = naiveSoftmax().replace('e = np.exp(x)', 's = "𝄞"; e = np.exp(x)');
  const cells = ['import numpy as np', 'e = np.exp(x)\np = e / e.sum(axis=1, keepdims=True)'];
  const pretty = JSON.stringify(JSON.parse(notebookJson(cells)), null, 1);
  const folder = temporaryFolder(t, { 'a b/ü.py': astral, 'n.ipynb': pretty, 'broken.ipynb': '{' });
  const { code, run } = await sarif(folder);
  assert.equal(code, 2);
  const page = readFileSync(join(import.meta.dirname, '../../docs/rules/naive-softmax.md'), 'utf8');
  const rule = run.tool.driver.rules[run.results[0]!.ruleIndex];
  assert.deepEqual([rule?.id, rule?.help?.markdown], ['naive-softmax', page]);
  const [first, second] = run.results;
  assert.equal(run.results.length, 2);
  const { artifactLocation, region } = first!.locations[0]!.physicalLocation;
  assert.equal(artifactLocation.uri, 'a%20b/%C3%BC.py');
  assert.deepEqual([region.startLine, region.startColumn, region.endColumn], [4, 19, 28]);
  assert.match(repaired(astral, first!), /np\.exp\(x - np\.max\(x, axis=1, keepdims=True\)\)/);
  const line = pretty.split('\n').findIndex((each) => each.includes('np.exp(x)')) + 1;
  assert.equal(second!.locations[0]!.physicalLocation.region.startLine, line);
  const after = JSON.parse(repaired(pretty, second!)) as { cells: { source: string }[] };
  assert.match(after.cells[3]!.source, /np\.exp\(x - np\.max\(x, axis=1, keepdims=True\)\)/);
});

test('SARIF fingerprints stay when lines move, and differ between findings that are alike', async (t) => {
  const twice = naiveSoftmax() + naiveSoftmax('\n', 'g');
  const prints = async (text: string) => {
    const { run } = await sarif(temporaryFolder(t, { 'a.py': text }));
    return run.results.map((result) => JSON.stringify(result.partialFingerprints));
  };
  const before = await prints(twice);
  assert.equal(new Set(before).size, 2);
  assert.deepEqual(await prints(`# moved\n${twice}`), before);
});

test('SARIF has unused ignores too', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': 'x = 1  # softmax-stability: ignore\n' });
  const { code, run } = await sarif(folder, '--report-unused-ignores');
  assert.equal(code, 1);
  assert.deepEqual(
    run.results.map(({ ruleId, ruleIndex, level }) => [run.tool.driver.rules[ruleIndex]?.id, ruleId, level]),
    [['unused-ignore', 'unused-ignore', 'warning']],
  );
});

test('--format github names lines of files, of notebooks those of the JSON, and escapes', async (t) => {
  const pretty = JSON.stringify(
    JSON.parse(notebookJson(['import numpy as np\nx = y\np = np.exp(x) / np.exp(x).sum()'])),
    null,
    1,
  ).replace(
    /"source": "(import[^"]*)"/,
    (_, source: string) => `"source": [\n "${source.split('\\n').join('\\n",\n "')}"\n]`,
  );
  const folder = temporaryFolder(t, {
    'a,b:100%.py': naiveSoftmax('\n', 'f', 'a_name'),
    'n.ipynb': pretty,
    'z.ipynb': '{',
  });
  const { code, stdout } = await runCli(folder, ['check', '--format', 'github']);
  assert.equal(code, 2);
  const [first, second, third] = stdout.split('\n');
  assert.match(
    first!,
    /^::warning file=a%2Cb%3A100%25\.py,line=4,col=9,endLine=4,endColumn=23,title=naive-softmax::exp\(a_name\) overflows/,
  );
  const line = pretty.split('\n').findIndex((each) => each.includes('np.exp')) + 1;
  assert.ok(second!.startsWith(`::warning file=n.ipynb,line=${line},col=7,endLine=${line},`), second);
  assert.match(third!, /^::error file=z\.ipynb,title=softmax-stability::not JSON/);
});
