// Prints docs/thresholds.md from the kernels' threshold atlas:  npm run docs:thresholds
// With --stdout it is printed and no file is written.
import { writeFileSync } from 'node:fs';
import { format as formatWith, resolveConfig } from 'prettier';
import {
  arithmeticFormatNames,
  atlas,
  atlasNames,
  formatNames,
  formats,
  kernels,
  survivingMass,
} from '../src/kernels/index.ts';

const target = new URL('../docs/thresholds.md', import.meta.url);
/** Entries that need no kernel, so that formats which only store have them too. */
const operations = ['expOverflow', 'expSubnormal', 'expZero', 'sumOverflow', 'sumStagnation', 'massVanishes'];

const counts = [2, 1000, 50_257, 128_256];

const number = (value, digits = 10) =>
  Number.isNaN(value)
    ? '—'
    : Number.isFinite(value)
      ? String(Number(value.toPrecision(digits))).replace('-', '−')
      : String(value);

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const sides = { above: 'from', below: 'down from' };
const units = { logits: 'logits', gap: 'a gap between two logits', count: 'a count' };

function describeOverflow({ overflow, max }) {
  if (Number.isNaN(overflow)) return 'NaN';
  return overflow === max ? 'saturates' : 'infinity';
}

function formatTable() {
  return table(
    ['format', 'bits of precision', 'greatest value', 'least normal', 'least subnormal', 'u', 'overflow', 'use'],
    formatNames.map((name) => {
      const format = formats[name];
      return [
        `\`${name}\``,
        format.precision,
        number(format.max, 6),
        number(format.minNormal, 6),
        number(format.minSubnormal, 6),
        number(format.unitRoundoff, 6),
        describeOverflow(format),
        format.use,
      ];
    }),
  );
}

function broken({ kernels: names }) {
  if (names.length === 0) return '';
  return ` Breaks ${names.map((name) => kernels[name].title.toLowerCase()).join(', ')}.`;
}

function section(name) {
  const entry = atlas[name];
  const heading = `### ${entry.title[0].toUpperCase()}${entry.title.slice(1)}`;
  const text = `\`${name}\`, a value of ${units[entry.of]}, ${entry.side} which it fails.${broken(entry)}`;
  const names = operations.includes(name) ? formatNames : arithmeticFormatNames;
  const ns = name === 'sumOverflow' ? counts : entry.dependsOnCount ? [1, 2] : [1];
  const columns = ns.flatMap((n) => {
    const of = entry.dependsOnCount ? ` (n = ${n.toLocaleString('en')})` : '';
    return [`real threshold${of}`, `fails on the grid ${sides[entry.side]}${of}`];
  });
  const rows = names.map((formatName) => {
    const format = formats[formatName];
    const cells = ns.flatMap((n) => [number(entry.closedForm(format, n), 16), number(entry.first(format, n), 17)]);
    return [`\`${formatName}\``, ...cells];
  });
  return [heading, '', text, '', table(['format', ...columns], rows)].join('\n');
}

function massTable() {
  const sizes = [100, 512, 1000, 1023, 1024, 4096, 131_072];
  const names = formatNames.filter((name) => formats[name].precision <= 11);
  return table(
    ['format', ...sizes.map((n) => `n = ${n.toLocaleString('en')}`)],
    names.map((name) => [`\`${name}\``, ...sizes.map((n) => number(survivingMass(formats[name], n), 6))]),
  );
}

const text = `# Where each format fails

Printed by \`npm run docs:thresholds\` from the threshold atlas of the kernels (\`src/kernels/thresholds\`); a test checks that it is up to date.

The real threshold is that of the ideal operation, by its closed form. The value on the grid is the first value of the format at
which the emulated kernel fails, by bisection: each operation rounded to the format, sums kept in float32. In the 8-bit formats an
operation before the one that fails can round across the threshold, so that it fails one step of the grid earlier. A dash: no value of
the format fails. Subnormals are kept; hardware that flushes them has its zeros from the least normal value down.

## The formats

${formatTable()}

## The thresholds

${atlasNames.map(section).join('\n\n')}

## What is left of a uniform softmax after a cast

The total of n probabilities 1/n, each rounded to the format.

${massTable()}
`;

const options = await resolveConfig(target);
const page = await formatWith(text, { ...options, parser: 'markdown' });
if (process.argv.includes('--stdout')) process.stdout.write(page);
else writeFileSync(target, page);
