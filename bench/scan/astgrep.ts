// Runs in a process of its own:  node scan-astgrep.cjs FOLDER_OF_BENCH PATH…
// ast-grep reads and parses every file and looks for one pattern in it; prints what that took as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { filesAt } from '../../src/cli/targets.ts';

/** What is used of @ast-grep/napi, which the project's own packages do not include. */
interface AstGrep {
  registerDynamicLanguage(languages: object): void;
  parse(language: string, text: string): { root(): { findAll(pattern: string): readonly unknown[] } };
}

export interface AstGrepPass {
  readonly files: number;
  readonly matches: number;
  readonly milliseconds: number;
  readonly processor: number;
}

const [bench = '', ...paths] = process.argv.slice(2);
const require = createRequire(join(bench, 'package.json'));
const astGrep = require('@ast-grep/napi') as AstGrep;
astGrep.registerDynamicLanguage({ python: require('@ast-grep/lang-python') as object });

let files = 0;
let matches = 0;
const [start, startProcessor] = [performance.now(), process.cpuUsage()];
for (const place of filesAt(paths, '/')) {
  if (place.kind === 'error') continue;
  matches += astGrep.parse('python', readFileSync(place.path, 'utf8')).root().findAll('$M.exp($X)').length;
  files += 1;
}
const { user, system } = process.cpuUsage(startProcessor);
const pass: AstGrepPass = {
  files,
  matches,
  milliseconds: performance.now() - start,
  processor: (user + system) / 1000,
};
process.stdout.write(JSON.stringify(pass));
