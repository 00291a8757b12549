// npm run bench -- NAME: measures and prints; it never fails for a figure.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Every benchmark by its name. */
const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  kernels: async () => {
    await (await import('./kernels/index.ts')).benchKernels();
  },
  scan: async () => {
    await (await import('./scan/index.ts')).benchScan();
  },
};

/** The peers have a lock of their own, so that installing the project does not install them. */
async function installPeers(): Promise<void> {
  const { dependenciesAreCurrent } = (await import(new URL('../scripts/setup.mjs', import.meta.url).href)) as {
    dependenciesAreCurrent: (folder: string) => boolean;
  };
  if (dependenciesAreCurrent(folder)) return;
  console.log('[bench] npm ci in bench/: the peers are missing or not what bench/package-lock.json says (600 MB).');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error('npm ci in bench/ did not end well; the peers cannot be measured without it.');
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (names.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- NAME…\n\nThere is: ${Object.keys(benchmarks).join(', ')}`);
  process.exitCode = 1;
} else {
  await installPeers();
  for (const name of names) await benchmarks[name]!();
}
