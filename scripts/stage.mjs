// One stage of `npm test`: run it, show its output, count what it counted.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './setup.mjs';

/** Milliseconds for one step. The longest takes about 14 minutes on two cores with nothing else to do. */
const stepTimeout = 40 * 60_000;

/**
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number, note: string, failures: string[] }} Result
 */

/** Lines of one failure that are said again. A counterexample and the draws that lead to it fit. */
const failureLines = 40;

/** The counts that the runners print as their last line, one line a step. */
export function countsIn(output) {
  const lines = [...output.matchAll(/^\[tests\] (\d+) passed, (\d+) failed, (\d+) skipped$/gm)];
  const sum = (group) => lines.reduce((total, line) => total + Number(line[group]), 0);
  return { passed: sum(1), failed: sum(2), skipped: sum(3) };
}

/** What the runners said of each test that failed: its title and the indented lines below it, the first of many. */
export function failuresIn(output) {
  const blocks = [...output.matchAll(/^✖ .*\n(?: {4}.*\n| *\n(?= {4}))+/gm)];
  return blocks.map(([block]) => {
    const lines = block.trimEnd().split('\n');
    const more = lines.length - failureLines;
    return [...lines.slice(0, failureLines), ...(more > 0 ? [`    … ${more} more lines above`] : [])].join('\n');
  });
}

/**
 * What a stage's end means. A stage that failed has a failure in its counts, and one that ran nothing has failed.
 * @param {import('./stages.mjs').Stage} stage
 * @param {{ output: string, error?: string }} end `error` where a step did not end with 0
 */
export function judge(stage, { output, error }) {
  if (stage.counts === 'check') {
    return { passed: error ? 0 : 1, failed: error ? 1 : 0, skipped: 0, note: error ?? '' };
  }
  const counts = countsIn(output);
  if (error) return { ...counts, failed: Math.max(1, counts.failed), note: counts.failed ? '' : error };
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, note: 'it ran no test' };
  return { ...counts, note: '' };
}

/**
 * @param {import('./stages.mjs').Stage} stage
 * @param {AbortSignal} signal ends what runs
 * @returns {Promise<Result>}
 */
export async function runStage(stage, signal) {
  const start = Date.now();
  let output = '';
  let error;
  try {
    for (const args of stage.steps()) {
      const end = await runStep(args, signal);
      output += end.output;
      error = end.error;
      if (error) break;
    }
  } catch (thrown) {
    error = thrown.message;
    console.error(error);
  }
  const seconds = (Date.now() - start) / 1000;
  return { name: stage.name, ...judge(stage, { output, error }), seconds, failures: failuresIn(output) };
}

async function runStep(args, signal) {
  // A group of its own, so that ending the step ends what it started.
  const detached = process.platform !== 'win32';
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached });
  const pieces = [];
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.on('data', (piece) => {
      pieces.push(piece);
      to.write(piece);
    });
  }
  let timedOut = false;
  const stop = () => void stopStep(child, detached);
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, stepTimeout);
  signal.addEventListener('abort', stop);
  const end = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, by) => resolve(code ?? by));
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  const output = Buffer.concat(pieces).toString();
  if (timedOut) return { output, error: `it took longer than ${stepTimeout / 60_000} minutes` };
  return { output, error: end === 0 ? undefined : `it ended with ${end}` };
}

async function stopStep(child, detached) {
  const send = (name) => {
    try {
      if (detached) process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // It is gone.
    }
  };
  send('SIGTERM');
  await sleep(15_000, undefined, { ref: false });
  send('SIGKILL');
}
