import { parseArguments, type CheckOptions } from './args.ts';
import { check } from './check.ts';
import { exitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import { jsonReport } from './jsonReport.ts';
import { printable } from './printable.ts';
import { stylesFor } from './styles.ts';
import { textReport } from './textReport.ts';
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
    case 'misuse':
      await io.stderr.write(`${programName}: ${printable(command.message)}\nTry ${programName} --help.\n`);
      return 2;
    case 'check':
      return await runCheck(command.options, io);
  }
}

async function runCheck({ paths, format, failOn }: CheckOptions, io: Io): Promise<number> {
  const report = await check(paths, io);
  const lines = [...report.errors.map(({ file, message }) => `${file}: ${message}`), ...report.notes];
  if (lines.length > 0) {
    await io.stderr.write(lines.map((line) => `${programName}: ${printable(line)}\n`).join(''));
  }
  await io.stdout.write(
    format === 'json' ? jsonReport(report) : textReport(report, stylesFor(io.stdout.isTTY, io.env)),
  );
  return exitCode(report, failOn);
}
