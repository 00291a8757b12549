// What the options do, through the built program.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { temporaryFolder, writeFiles } from '../unit/cli/support/folder.ts';
import { naiveSoftmax } from './support/sources.ts';
import { reportOf, runCli } from './support/spawnCli.ts';

suite('severity', () => {
  test('a rule is off, or worse, by --rule', async (t) => {
    const folder = temporaryFolder(t, { 'a.py': naiveSoftmax() });
    assert.equal((await reportOf(folder, ['--rule', 'naive-softmax=off'])).report.findings.length, 0);
    const { code, report } = await reportOf(folder, ['--rule', 'naive-softmax=error', '--fail-on', 'error']);
    assert.deepEqual([code, report.findings[0]?.severity], [1, 'error']);
  });

  test('the configuration sets it by glob, and says what fails', async (t) => {
    const folder = temporaryFolder(t, {
      'pyproject.toml':
        '[tool.softmax-stability]\nexclude = ["gen"]\nfail-on = "error"\n[[tool.softmax-stability.overrides]]\nfiles = ["legacy/**"]\nrules.naive-softmax = "hint"\n',
      'a.py': naiveSoftmax(),
      'legacy/b.py': naiveSoftmax(),
      'gen/c.py': naiveSoftmax(),
    });
    const { code, report, stderr } = await reportOf(folder, ['.', 'gen/c.py']);
    assert.equal(code, 0);
    assert.deepEqual(
      report.findings.map(({ file, severity }) => [file, severity]),
      [
        ['a.py', 'warning'],
        ['legacy/b.py', 'hint'],
      ],
    );
    assert.match(stderr, /left out, as the configuration excludes them: 1/);
    assert.equal((await reportOf(folder, ['--fail-on', 'warning'])).code, 1);
  });

  test('a wrong configuration is bad usage, with file and line', async (t) => {
    const folder = temporaryFolder(t, { 'softmax-stability.json': '{\n "rulez": {}}', 'a.py': naiveSoftmax() });
    const { code, stdout, stderr } = await runCli(folder, ['check']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^softmax-stability: softmax-stability\.json:2: unknown key "rulez"/);
  });

  test('a wrong configuration below is an error once, and other files are checked', async (t) => {
    const folder = temporaryFolder(t, {
      'x/softmax-stability.json': '{"rulez": {}}',
      'x/a.py': naiveSoftmax(),
      'x/b.py': naiveSoftmax(),
      'c.py': naiveSoftmax(),
    });
    const { code, report } = await reportOf(folder, []);
    assert.deepEqual([code, report.findings.length, report.errors.length], [2, 1, 1]);
    assert.equal(report.errors[0]?.file, 'x/softmax-stability.json');
  });

  test('comments silence; those that silence nothing are told of when asked', async (t) => {
    const silenced = naiveSoftmax().replace('np.exp(x)', 'np.exp(x)  # softmax-stability: ignore[naive-softmax]');
    const folder = temporaryFolder(t, { 'a.py': silenced, 'b.py': 'x = 1  # softmax-stability: ignore\n' });
    assert.equal((await runCli(folder, ['check'])).code, 0);
    const { code, stdout } = await runCli(folder, ['check', '--report-unused-ignores']);
    assert.equal(code, 1);
    assert.match(stdout, /^b\.py:1:10: warning unused-ignore this comment silences nothing\n/);
    const { report } = await reportOf(folder, ['--report-unused-ignores']);
    assert.deepEqual(
      report.problems?.map((each) => each.code),
      ['unused-ignore'],
    );
  });

  test('--assume-format states findings in another format', async (t) => {
    const folder = temporaryFolder(t, { 'a.py': naiveSoftmax() });
    assert.match((await reportOf(folder, ['--assume-format', 'float16'])).report.findings[0]!.message, /float16/);
  });
});

suite('a baseline', () => {
  test('keeps what is known silent, also when lines have moved, and shows what is new', async (t) => {
    const folder = temporaryFolder(t, { 'a.py': naiveSoftmax() });
    const written = await runCli(folder, ['check', '--baseline', 'known.json', '--update-baseline']);
    assert.equal(written.code, 0, written.stderr);
    const text = readFileSync(join(folder, 'known.json'), 'utf8');
    assert.ok(text.includes('"code":"np.exp(x)"'), text);
    writeFileSync(join(folder, 'a.py'), `# moved\n\n${naiveSoftmax()}`);
    const moved = await reportOf(folder, ['--baseline', 'known.json']);
    assert.deepEqual([moved.code, moved.report.findings.length, moved.report.known], [0, 0, 1]);
    writeFileSync(join(folder, 'a.py'), `${naiveSoftmax()}${naiveSoftmax('\n', 'again')}`);
    const grown = await reportOf(folder, ['--baseline', 'known.json']);
    assert.deepEqual([grown.code, grown.report.findings.length], [1, 1]);
  });

  test('that is not there, or named for an update nowhere, is bad usage', async (t) => {
    const folder = temporaryFolder(t, { 'a.py': '' });
    assert.match(
      (await runCli(folder, ['check', '--baseline', 'no.json'])).stderr,
      /no\.json: no such file.*--update-baseline/,
    );
    assert.equal((await runCli(folder, ['check', '--update-baseline'])).code, 2);
  });
});

suite('--changed-since', () => {
  const git = (cwd: string, ...args: readonly string[]) => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  };

  test('checks what differs from the revision, staged or not, and what is untracked', async (t) => {
    const names = ['same', 'staged', 'edited', 'committed'];
    const folder = temporaryFolder(t, Object.fromEntries(names.map((name) => [`x/${name}.py`, naiveSoftmax()])));
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'a');
    const change = (name: string) => {
      writeFiles(folder, { [`x/${name}.py`]: `${naiveSoftmax()}\n` });
    };
    change('committed');
    git(folder, 'commit', '-qam', 'b');
    change('staged');
    git(folder, 'add', '-A');
    change('edited');
    writeFiles(folder, { '.gitignore': 'ignored.py', 'x/ignored.py': naiveSoftmax(), 'x/ä new.py': naiveSoftmax() });
    const files = async (cwd: string, revision: string) =>
      (await reportOf(cwd, ['--changed-since', revision])).report.findings.map(({ file }) => file);
    assert.deepEqual(await files(folder, 'HEAD'), ['x/edited.py', 'x/staged.py', 'x/ä new.py']);
    assert.deepEqual(await files(join(folder, 'x'), 'HEAD~1'), ['committed.py', 'edited.py', 'staged.py', 'ä new.py']);
    const unknown = await runCli(folder, ['check', '--changed-since', '--all']);
    assert.deepEqual([unknown.code, unknown.stdout], [2, '']);
    assert.match(
      (await runCli(folder, ['check', '--changed-since', 'nowhere'])).stderr,
      /git knows no revision "nowhere"/,
    );
  });

  test('outside of a work tree is bad usage', async (t) => {
    const { code, stderr } = await runCli(temporaryFolder(t), ['check', '--changed-since', 'HEAD']);
    assert.equal(code, 2);
    assert.match(stderr, /is not in a git work tree/);
  });
});

test('--explain prints the page of the rule', async (t) => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/rules/naive-softmax.md'), 'utf8');
  assert.deepEqual(await runCli(temporaryFolder(t), ['check', '--explain', 'naive-softmax']), {
    code: 0,
    stdout: page,
    stderr: '',
  });
});

test('many files over several threads are reported in their order', async (t) => {
  const names = Array.from({ length: 60 }, (_, index) => `${String(index).padStart(2, '0')}.py`);
  const folder = temporaryFolder(t, Object.fromEntries(names.map((name) => [name, naiveSoftmax()])));
  const { report } = await reportOf(folder, []);
  assert.deepEqual(
    report.findings.map(({ file }) => file),
    names,
  );
});
