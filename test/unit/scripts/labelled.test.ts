// How labels are read from the comments of marked code.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { load } from './load.ts';

interface Mark {
  readonly line: number;
  readonly label: string;
  readonly pattern: string;
  readonly isAcross: boolean;
}
interface Labelled {
  readonly unmarked: (text: string) => { readonly text: string; readonly marks: readonly Mark[] };
  readonly readLabelled: (folder: string) => {
    readonly files: readonly { readonly path: string; readonly text: string }[];
    readonly labels: readonly Readonly<Record<string, unknown>>[];
  };
  readonly isHeldOut: (label: { readonly repo: string; readonly path: string }) => boolean;
}

const { isHeldOut, readLabelled, unmarked } = await load<Labelled>('labelled.mjs');

suite('marked code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'softmax-marked-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('is read without its markers, with every line where it was', () => {
    const { text, marks } = unmarked(
      'a = 1\np = e / s  #@ unstable naive-softmax across\nq = log(p) //@ stable other\n',
    );
    assert.equal(text, 'a = 1\np = e / s\nq = log(p)\n');
    assert.deepEqual(marks, [
      { line: 2, label: 'unstable', pattern: 'naive-softmax', isAcross: true },
      { line: 3, label: 'stable', pattern: 'other', isAcross: false },
    ]);
  });

  test('can say two things of a line, and keeps its other comments', () => {
    const { text, marks } = unmarked('x = 1  # why  #@ stable other  #@ unstable log-eps-hack');
    assert.equal(text, 'x = 1  # why');
    assert.deepEqual(
      marks.map(({ label }) => label),
      ['stable', 'unstable'],
    );
  });

  test('is a project of its own in each folder, notebooks by their cells', () => {
    mkdirSync(join(folder, 'set/deep'), { recursive: true });
    writeFileSync(join(folder, 'set/deep/a.ts'), '\n\n\n\n\n\nconst p = e / s; //@ unstable naive-softmax\n');
    writeFileSync(join(folder, 'set/notes.txt'), 'x #@ stable other\n');
    const cells = [
      { cell_type: 'markdown', source: ['text #@ stable other\n'] },
      { cell_type: 'code', source: ['import numpy as np\n', 'np.log(p)  #@ stable other'] },
    ];
    writeFileSync(join(folder, 'set/b.ipynb'), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const { files, labels } = readLabelled(folder);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['set/b.ipynb', 'set/deep/a.ts'],
    );
    const [note, script] = labels;
    assert.deepEqual([note?.['cell'], note?.['cell_lines'], note?.['lang']], [1, [2, 2], 'ipynb']);
    assert.deepEqual([script?.['repo'], script?.['path'], script?.['lines']], ['set', 'deep/a.ts', [3, 7]]);
    const { cells: read } = JSON.parse(files[0]!.text) as { cells: { source: string[] }[] };
    assert.deepEqual(read[1]?.source, ['import numpy as np\n', 'np.log(p)']);
  });

  test('is held out by project: all files of one, or none', () => {
    const halves = Array.from({ length: 40 }, (_, n) => isHeldOut({ repo: 'set', path: `p${n}/a.py` }));
    assert.ok(halves.includes(true) && halves.includes(false));
    halves.forEach((half, n) => {
      assert.equal(isHeldOut({ repo: 'set', path: `p${n}/deep/b.py` }), half);
    });
  });
});
