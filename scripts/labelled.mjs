// Code with its labels in comments: `#@ unstable KIND`, `#@ unstable KIND across`, `#@ stable KIND` (`//@` in scripts) at the end of
// the line that fails, or that an analysis must leave alone. Labels come out as those of a LABELS.jsonl for scripts/accuracy.mjs.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

const langOf = {
  '.py': 'py',
  '.ipynb': 'ipynb',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'js',
  '.ts': 'ts',
  '.tsx': 'ts',
};

const marker = /\s*(?:#|\/\/)@\s*(unstable|stable)\s+([\w-]+)(\s+across)?/g;
const allMarkers = /\s*(?:#|\/\/)@.*$/;

/** A softmax is computed in some lines, and reported where its exponential stands: so many lines above the marked one belong to it. */
const reach = {
  'naive-softmax': 4,
  'wrong-shift': 4,
  'naive-logsumexp': 4,
  'mask-constant': 4,
  'fully-masked-row': 4,
  'zero-temperature': 4,
};

/**
 * A text without its markers, and what they said.
 * @returns {{ text: string, marks: { line: number, label: 'unstable' | 'stable', pattern: string, isAcross: boolean }[] }}
 */
export function unmarked(text) {
  const marks = [];
  const lines = text.split('\n').map((line, index) => {
    for (const [, label, pattern, across] of line.matchAll(marker)) {
      marks.push({ line: index + 1, label, pattern, isAcross: across !== undefined });
    }
    return line.replace(allMarkers, '');
  });
  return { text: lines.join('\n'), marks };
}

/** What a file says without its markers, and its labels. */
function readMarked(repo, path, text) {
  const lang = langOf[extname(path)];
  const labelOf = ({ line, label, pattern, isAcross }) => {
    const lines = [label === 'unstable' ? Math.max(1, line - (reach[pattern] ?? 0)) : line, line];
    const flags = isAcross ? ['needs-interprocedural'] : [];
    return { repo, path, lang, lines, label, pattern, flags, core: true };
  };
  if (lang !== 'ipynb') {
    const { text: plain, marks } = unmarked(text);
    return { text: plain, labels: marks.map(labelOf) };
  }
  const notebook = JSON.parse(text);
  const labels = notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return [];
    const { text: plain, marks } = unmarked([cell.source].flat().join(''));
    cell.source = plain.split(/(?<=\n)/);
    return marks.map((mark) => {
      const label = labelOf(mark);
      return { ...label, cell: index, cell_lines: label.lines };
    });
  });
  return { text: `${JSON.stringify(notebook, null, 1)}\n`, labels };
}

/**
 * Every file of a folder of folders, each taken for a repository.
 * @returns {{ files: { path: string, text: string }[], labels: object[] }} paths with slashes, of the folder
 */
export function readLabelled(folder) {
  const files = [];
  const labels = [];
  for (const path of filesIn(folder)) {
    const [repo, ...inside] = path.split('/');
    const read = readMarked(repo, inside.join('/'), readFileSync(`${folder}/${path}`, 'utf8'));
    files.push({ path, text: read.text });
    labels.push(...read.labels);
  }
  return { files, labels };
}

/** The paths of the source files in a folder, in order. */
function filesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return filesIn(`${folder}/${entry.name}`).map((path) => `${entry.name}/${path}`);
    return extname(entry.name) in langOf ? [entry.name] : [];
  });
}

/** Half of the projects are held out: nobody looks at them while the analysis is mended. Which, the name alone decides. */
export function isHeldOut({ repo, path }) {
  const project = path.split('/')[0].replace(/\.\w+$/, '');
  return createHash('md5').update(`${repo}/${project}`).digest()[0] % 2 === 0;
}
