// The command `check`: what it needs from the file system before the first file, and what it prints at the end.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckOptions } from './args.ts';
import { Baseline } from './baseline.ts';
import { changedSince } from './changed.ts';
import { check, type CheckResult } from './check.ts';
import { Configs, type Found } from './config/configs.ts';
import { exitCode, type FailOn } from './exitCode.ts';
import { writeFile } from './fix/replaceFile.ts';
import type { Io } from './io.ts';
import { displayPath } from './paths.ts';
import { printable } from './printable.ts';
import { printed } from './printed.ts';
import type { FileError, Report } from './report.ts';
import { filesAt, textAs, type Place } from './targets.ts';
import { programName } from './usage.ts';

/** Something without which a run makes no sense; in words a user reads. */
class Refused extends Error {}

export async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  try {
    return await checked(options, io);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await complain(io, [error.message]);
    return 2;
  }
}

async function checked(options: CheckOptions, io: Io): Promise<number> {
  const configs = new Configs();
  const { failOn, baselinePath } = runOptions(options, configs.forFolder(io.cwd), io.cwd);
  const baseline = baselinePath === undefined ? undefined : baselineAt(baselinePath, options, io.cwd);
  let rewritten: Uint8Array | undefined;
  const stdin = options.stdinFilename === undefined ? undefined : await io.readStdin();
  const places = stdin
    ? [textAs(options.stdinFilename!, io.cwd, stdin, (after) => (rewritten = after))]
    : files(options, io.cwd);
  const result = await check({ options, configs, baseline, places }, io);
  const report =
    baselinePath === undefined ? result.report : withBaseline(options, baselinePath, baseline!, result, io.cwd);

  const { errors, notes } = report;
  await complain(io, [...errors.map(({ file, message }) => `${file}: ${message}`), ...notes]);
  await print(options, report, stdin && (rewritten ?? stdin), io);
  return options.updateBaseline && errors.length === 0 ? 0 : exitCode(report, failOn);
}

/** What the command line says, else the configuration of the working directory. */
function runOptions(
  options: CheckOptions,
  found: Found,
  cwd: string,
): { failOn: FailOn; baselinePath: string | undefined } {
  if (found.kind === 'error') {
    const { line, message } = found.error;
    throw new Refused(`${displayPath(found.path, cwd)}${line === undefined ? '' : `:${line}`}: ${message}`);
  }
  const config = found.kind === 'config' ? found.config : undefined;
  const configured = config?.baseline === undefined ? undefined : resolve(config.folder, config.baseline);
  const baselinePath = options.baseline === undefined ? configured : resolve(cwd, options.baseline);
  if (options.updateBaseline && baselinePath === undefined) {
    throw new Refused('--update-baseline needs a --baseline FILE to write');
  }
  return { failOn: options.failOn ?? config?.failOn ?? 'warning', baselinePath };
}

function baselineAt(path: string, { updateBaseline }: CheckOptions, cwd: string): Baseline {
  if (updateBaseline && !existsSync(path)) return Baseline.empty(path);
  const read = Baseline.read(path);
  if (!read.ok) throw new Refused(`${displayPath(path, cwd)}: ${read.message}`);
  return read.baseline;
}

function files({ paths, changedSince: revision }: CheckOptions, cwd: string): readonly Place[] {
  if (revision === undefined) return filesAt(paths, cwd);
  const changed = changedSince(revision, cwd);
  if (!changed.ok) throw new Refused(`--changed-since: ${changed.message}`);
  return filesAt(paths, cwd, changed.files);
}

/** Writes the baseline where that is asked for; nothing of it is then reported. */
function withBaseline(
  { updateBaseline }: CheckOptions,
  path: string,
  baseline: Baseline,
  { report, found }: CheckResult,
  cwd: string,
): Report {
  if (!updateBaseline) return report;
  const failure = writeFile(path, Buffer.from(baseline.updated(found, existsSync)));
  const file = displayPath(path, cwd);
  const failures: FileError[] = failure === undefined ? [] : [{ file, message: failure }];
  const known = report.known + report.findings.length;
  const notes = failure === undefined ? [...report.notes, `${file} written`] : report.notes;
  return { ...report, findings: [], known, errors: [...report.errors, ...failures], notes };
}

/** Text of the standard input that is rewritten takes the standard output, as a filter's does; the report then goes beside it. */
async function print(options: CheckOptions, report: Report, text: Uint8Array | undefined, io: Io): Promise<void> {
  if (options.diff) {
    await io.stdout.write(report.fixed.map(({ diff }) => diff).join(''));
    return;
  }
  const isFilter = text !== undefined && options.fix !== 'none';
  if (isFilter) await io.stdout.write(text);
  const output = isFilter ? io.stderr : io.stdout;
  await output.write(
    printed(options.format, report, {
      isTTY: output.isTTY,
      env: io.env,
      version: io.version,
      page: (path) => io.readPage(path),
    }),
  );
}

async function complain(io: Io, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await io.stderr.write(lines.map((line) => `${programName}: ${printable(line)}\n`).join(''));
}
