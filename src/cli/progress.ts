import type { Output } from './io.ts';

/** Milliseconds between two pictures. */
const pause = 100;

/** A line on a terminal that says how far a run is; nothing anywhere else. */
export class Progress {
  private drawn = false;
  private last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly output: Output,
    private readonly isShown: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async update(done: number, total: number): Promise<void> {
    if (!this.isShown || this.now() - this.last < pause) return;
    this.last = this.now();
    this.drawn = true;
    await this.output.write(`\r\u001b[K${done} of ${total} files`);
  }

  /** Takes the line away again. */
  async end(): Promise<void> {
    if (this.drawn) await this.output.write('\r\u001b[K');
    this.drawn = false;
  }
}

export function showsProgress(output: Output, env: Readonly<Record<string, string | undefined>>): boolean {
  const { CI: ci, TERM: terminal } = env;
  return output.isTTY && terminal !== 'dumb' && (ci === undefined || ci === '');
}
