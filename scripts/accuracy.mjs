// How much of labelled code is found, and how much of what is found has a safe rewrite, as Markdown: the tables of docs/accuracy.md.
//   npm run accuracy                              on test/labelled, half of which is held out
//   npm run accuracy -- LABELS.jsonl FOLDER
// A label names a repository, a path in it, lines (or a cell and its lines) and whether the place is unstable, stable or unrelated;
// FOLDER has the files as <owner>+<name>/<path>. They are not part of this repository.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isHeldOut, readLabelled } from './labelled.mjs';

/** Rules that say the same of a place as its label does; what is not here fits every rule. */
const fitting = new Map(
  Object.entries({
    'naive-softmax': 'naive-softmax wrong-shift contrastive-ratio',
    'naive-logsumexp': 'naive-logsumexp wrong-shift log-of-softmax contrastive-ratio',
    'log-of-softmax':
      'log-of-softmax nll-of-probabilities entropy-of-probabilities clipped-probability-in-log epsilon-in-log naive-softmax',
    'nll-of-softmax':
      'nll-of-probabilities log-of-softmax clipped-probability-in-log epsilon-in-log entropy-of-probabilities',
    'log-eps-hack': 'epsilon-in-log clipped-probability-in-log entropy-of-probabilities nll-of-probabilities',
    'bce-after-sigmoid':
      'bce-of-probabilities clipped-probability-in-log epsilon-in-log log-of-sigmoid sigmoid-into-logits-loss',
    'log-of-sigmoid': 'log-of-sigmoid clipped-probability-in-log epsilon-in-log bce-of-probabilities',
    'naive-sigmoid': 'naive-sigmoid',
    'naive-softplus': 'naive-softplus naive-logsumexp log1p-expm1',
    'softmax-before-ce': 'double-softmax',
  }).map(([pattern, rules]) => [pattern, new Set(rules.split(' '))]),
);

/**
 * Counts labels by group.
 * @param labels - those to count: { repo, path, lines, label, pattern } and for a notebook { cell, cell_lines }
 * @param findings - of the JSON report
 * @param groupOf - what a label is counted under
 * @param strict - whether the rule of a finding has to fit the label's pattern
 * @returns {Map<string, { unstable: number, found: number, others: number, alarms: number }>}
 */
export function score(labels, findings, groupOf, strict = false) {
  const byFile = grouped(findings);
  const groups = new Map();
  for (const label of labels) {
    const name = groupOf(label);
    const row = groups.get(name) ?? { unstable: 0, found: 0, others: 0, alarms: 0 };
    groups.set(name, row);
    const there = byFile.get(`${label.repo.replace('/', '+')}/${label.path}`) ?? [];
    const isUnstable = label.label === 'unstable';
    const rules = strict && isUnstable ? fitting.get(label.pattern) : undefined;
    const isFound = there.some((finding) => touches(finding, label) && (rules?.has(finding.rule) ?? true));
    row[isUnstable ? 'unstable' : 'others']++;
    if (isFound) row[isUnstable ? 'found' : 'alarms']++;
  }
  return groups;
}

/** Findings by file. */
function grouped(findings) {
  const groups = new Map();
  for (const finding of findings) groups.set(finding.file, [...(groups.get(finding.file) ?? []), finding]);
  return groups;
}

/** Whether the lines of a finding and of a label have one in common. */
function touches({ start, end, cell = start.cell }, label) {
  const inCell = label.cell !== undefined && cell !== undefined;
  if (inCell && cell !== label.cell) return false;
  const [first, last] = inCell ? label.cell_lines : label.lines;
  return start.line <= last && end.line >= first;
}

const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** A table of groups and all of them together. */
export function table(title, groups) {
  const total = { unstable: 0, found: 0, others: 0, alarms: 0 };
  for (const row of groups.values()) for (const key of Object.keys(total)) total[key] += row[key];
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).concat([['all', total]]);
  return [
    `| ${title} | unstable | found | recall | stable or unrelated | reported | precision |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(([name, { unstable, found, others, alarms }]) => {
      const cells = [unstable, found, percent(found, unstable), others, alarms, percent(found, found + alarms)];
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/**
 * Counts findings by rule, and those with a rewrite that is safe and has been compared with the old values.
 * @param findings - of the JSON report
 * @param rules - those to count
 * @returns {Map<string, { findings: number, rewritten: number }>}
 */
export function rewritten(findings, rules) {
  const isOffered = ({ rewrites }) => rewrites.some(({ safe, verified }) => safe && verified?.cases > 0);
  return new Map(
    rules.map((rule) => {
      const those = findings.filter((finding) => finding.rule === rule);
      return [rule, { findings: those.length, rewritten: those.filter(isOffered).length }];
    }),
  );
}

/** A table of rules and all of them together. */
export function rewriteTable(groups) {
  const total = { findings: 0, rewritten: 0 };
  for (const row of groups.values()) for (const key of Object.keys(total)) total[key] += row[key];
  return [
    '| rule | findings | with a safe, verified rewrite | share |',
    '| --- | ---: | ---: | ---: |',
    ...[...groups, ['all', total]].map(([name, { findings, rewritten: offered }]) => {
      return `| ${name} | ${findings} | ${offered} | ${percent(offered, findings)} |`;
    }),
  ].join('\n');
}

/** The mean of the recall of each repository that has unstable places, in words. */
export function meanRecall(groups) {
  const shares = [...groups.values()]
    .filter(({ unstable }) => unstable > 0)
    .map(({ found, unstable }) => found / unstable);
  const sum = shares.reduce((total, share) => total + share, 0);
  return `Recall averaged over ${shares.length} repositories: ${percent(sum, shares.length)}.`;
}

/** Rules whose rewrite is the same function in real numbers wherever it can be written. */
const rewritable = ['naive-softmax', 'naive-logsumexp', 'log-of-softmax'];

const languages = { py: 'Python', ipynb: 'Python notebook', js: 'JavaScript', ts: 'TypeScript' };
const reach = ({ flags = [] }) =>
  flags.includes('needs-interprocedural') ? 'across functions' : 'within one function';

/**
 * What the built command line finds in a folder.
 * @throws if it gives no report
 */
function findingsIn(folder) {
  const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 };
  const run = spawnSync(process.execPath, [cli, 'check', '--format', 'json', '.'], options);
  if (!run.stdout) throw new Error(`The check of ${folder} gave no report: ${run.stderr || run.error?.message}`);
  return JSON.parse(run.stdout).findings;
}

/** The labels in the comments of test/labelled, and what is found there without these. */
export function ownLabelled() {
  const { files, labels } = readLabelled(fileURLToPath(new URL('../test/labelled', import.meta.url)));
  const folder = mkdtempSync(join(tmpdir(), 'softmax-labelled-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { labels, findings: findingsIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The labels of a file that count here, and what is found in the folder of their code. */
function labelledBy(labelsFile, folder) {
  const isScored = ({ repo, path, lang, core }) =>
    core && lang in languages && existsSync(join(folder, repo.replace('/', '+'), path));
  const labels = readFileSync(labelsFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(isScored);
  return { labels, findings: findingsIn(folder) };
}

/** Where a label of test/labelled stands, and what shows it. */
export const half = (label) => `${isHeldOut(label) ? 'held out' : 'looked at'}, ${reach(label)}`;

/** Those that came when half of the others had been worked through: what was found at once in code that nobody had seen. */
const laterLots = [
  ['second lot', new Set(['js_c', 'numpy_c', 'torch_c'])],
  ['third lot', new Set(['js_d', 'sci_d', 'torch_d'])],
  ['fourth lot', new Set(['js_e', 'py_e'])],
  ['fifth lot', new Set(['js_f', 'py_f'])],
];
const lotOf = ({ repo }) => laterLots.find(([, folders]) => folders.has(repo))?.[0] ?? 'first lot';
const lot = (label) => `${lotOf(label)}, ${half(label)}`;

function main([labelsFile, folder]) {
  if (labelsFile && !folder) {
    console.error('Usage: npm run accuracy [-- LABELS.jsonl FOLDER]');
    return 2;
  }
  const { labels, findings } = labelsFile ? labelledBy(labelsFile, folder) : ownLabelled();
  const groupings = [
    ...(labelsFile
      ? []
      : [
          ['projects', half],
          ['lots', lot],
        ]),
    ['what shows it', reach],
    ['language', ({ lang }) => languages[lang]],
    ['label', ({ pattern }) => pattern],
  ];
  for (const strict of [false, true]) {
    console.log(strict ? '\n## By a rule that fits the label\n' : '## By any rule\n');
    const tables = groupings.map(([title, groupOf]) => table(title, score(labels, findings, groupOf, strict)));
    console.log(tables.join('\n\n'));
    console.log(`\n${meanRecall(score(labels, findings, ({ repo }) => repo, strict))}`);
  }
  console.log(`\n## What has a safe rewrite\n\n${rewriteTable(rewritten(findings, rewritable))}`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = main(process.argv.slice(2));
