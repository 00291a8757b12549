import { spawn, type ChildProcess } from 'node:child_process';

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Runs a command to its end with its output shown and no standard input.
 * @throws with the command and its exit code where that is not 0
 */
export async function runLogged(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  const forward = (): void => void child.kill('SIGTERM');
  process.once('SIGTERM', forward);
  try {
    const ended = await whenEnded(child);
    if (ended !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(ended)}.`);
  } finally {
    process.off('SIGTERM', forward);
  }
}

/** @returns the exit code, or the signal that ended it. Rejects where it could not be started. */
export function whenEnded(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? signal ?? 1);
    });
  });
}

/**
 * Ends a process that leads a group of its own (spawned `detached`), with everything it started: asked first, then by force.
 * @param patience milliseconds between the two
 */
export async function stopGroup(child: ChildProcess, patience = 3000): Promise<void> {
  if (child.pid === undefined) return;
  const leader = child.pid;
  signalGroup(leader, 'SIGTERM');
  const end = Date.now() + patience;
  while (signalGroup(leader, 0) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  signalGroup(leader, 'SIGKILL');
}

/** As stopGroup, and on Windows, which has no groups, by its own command. The patience is for a VS Code that tidies up. */
export async function stopTree(child: ChildProcess): Promise<void> {
  if (process.platform !== 'win32') return stopGroup(child, 15_000);
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = whenEnded(child);
  spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
  await ended;
}

function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}
