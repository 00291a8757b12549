// Runs a suite in a VS Code:  node --import tsx test/host/main.ts integration|check [--web] [--extension FOLDER] [--workspace FOLDER]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { suites, type SuiteName } from './bundle.ts';
import { prepareHost } from './host.ts';
import { samplesFolder } from './paths.ts';
import { runSuite } from './runSuite.ts';

// runTests passes SIGINT on to VS Code and waits for its end; a run that is told to end in another way ends the same way.
// Its own listener exits at once unless there is another one, and would leave this run's folder behind.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.emit('SIGINT'));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { web: { type: 'boolean' }, extension: { type: 'string' }, workspace: { type: 'string' } },
});
const [suite = ''] = positionals;

function isSuite(name: string): name is SuiteName {
  return Object.hasOwn(suites, name);
}

try {
  if (!isSuite(suite)) throw new Error(`"${suite}" is no suite; there are ${Object.keys(suites).join(', ')}.`);
  const host = await prepareHost('test');
  console.log(`[host] ${host.description}`);
  process.exitCode = await runSuite(host, {
    suite,
    extensionHost: values.web ? 'web' : 'node',
    workspace: resolve(values.workspace ?? samplesFolder),
    ...(values.extension === undefined ? {} : { extension: resolve(values.extension) }),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
