// A display for a desktop build where there is none: Xvfb, on a number it picks by itself.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}

export function findXvfb(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'Xvfb')).find((path) => existsSync(path));
}

export interface VirtualDisplay {
  /** For DISPLAY. */
  readonly name: string;
  stop(): void;
}

/** Milliseconds until Xvfb has said its display's number. */
const startTimeout = 10_000;

export async function startXvfb(executable: string): Promise<VirtualDisplay> {
  const child = spawn(executable, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const number = await displayNumber(child);
  return { name: `:${number}`, stop: () => void child.kill() };
}

function displayNumber(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`Xvfb did not start within ${startTimeout / 1000} s.`));
    }, startTimeout);
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      end();
    };
    child.stdio[3]?.once('data', (data: Buffer) => {
      settle(() => {
        resolve(data.toString().trim());
      });
    });
    child.once('error', (error) => {
      settle(() => {
        reject(error);
      });
    });
    child.once('exit', (code) => {
      settle(() => {
        reject(new Error(`Xvfb ended with ${String(code)} before it said its display.`));
      });
    });
  });
}
