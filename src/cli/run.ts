import { parseArguments } from './args.ts';
import type { Io } from './io.ts';
import { printable } from './printable.ts';
import { runCheck } from './runCheck.ts';
import { programName, usage } from './usage.ts';

/**
 * Runs the program with the words after its name.
 *
 * Returns the exit code, once everything is written: 2 for wrong arguments or something unreadable, else as --fail-on says.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const command = parseArguments(argv);
  switch (command.kind) {
    case 'help':
      await io.stdout.write(usage);
      return 0;
    case 'version':
      await io.stdout.write(`${io.version}\n`);
      return 0;
    case 'explain':
      await io.stdout.write(io.readPage(`docs/rules/${command.rule}.md`));
      return 0;
    case 'misuse':
      await io.stderr.write(`${programName}: ${printable(command.message)}\nTry ${programName} --help.\n`);
      return 2;
    case 'check':
      return await runCheck(command.options, io);
  }
}
