// The analysis in worker threads. A thread that dies takes only the document it was at with it.
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Analysis, AnalysisOptions, SourceDocument } from '../../analysis/index.ts';
import type { Answer, Batch, Request } from './messages.ts';

export interface AnalysisPool {
  /** How many documents may be asked for before one is answered without any waiting idle. */
  readonly width: number;
  /** Never rejects: what broke is an Analysis with `ok: false`. */
  analyze(document: SourceDocument, options: AnalysisOptions): Promise<Analysis>;
  dispose(): Promise<void>;
}

export interface PoolOptions {
  readonly script: string;
  readonly workerData?: unknown;
  readonly execArgv?: string[];
  readonly size: number;
  /** Of each thread; Node's own limit unless told. */
  readonly heapMegabytes?: number;
  /** Milliseconds for one document; then its thread is ended. */
  readonly timeLimit: number;
}

/** Documents a thread is given at once. More would leave other threads idle at the end. */
const batchSize = 16;

/**
 * For what is new, at the most. All that is known of a document is in use until it is done, and is copied each time that
 * this is full: with Node's 48 MB the run over a large tree took 3 to 8 % more of a processor.
 */
const youngMegabytes = 192;

interface Task extends Request {
  resolve(analysis: Analysis): void;
}

interface Thread {
  readonly worker: Worker;
  /** Asked and not answered, in order. */
  tasks: Task[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class WorkerPool implements AnalysisPool {
  readonly width: number;
  private readonly queue: Task[] = [];
  private readonly threads = new Set<Thread>();
  private nextId = 0;

  constructor(private readonly options: PoolOptions) {
    this.width = 2 * batchSize * options.size;
  }

  analyze(document: SourceDocument, options: AnalysisOptions): Promise<Analysis> {
    return new Promise((resolve) => {
      this.queue.push({ id: this.nextId, document, options, resolve });
      this.nextId += 1;
      // What is asked for at once is handed out together.
      if (this.queue.length === 1)
        setImmediate(() => {
          this.handOut();
        });
    });
  }

  async dispose(): Promise<void> {
    const threads = [...this.threads];
    this.threads.clear();
    for (const { timer } of threads) clearTimeout(timer);
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  private handOut(): void {
    while (this.queue.length > 0) {
      const thread = [...this.threads].find(({ tasks }) => tasks.length === 0) ?? this.start();
      if (!thread) return;
      const share = Math.ceil(this.queue.length / this.options.size);
      thread.tasks = this.queue.splice(0, Math.min(batchSize, share));
      const batch: Batch = thread.tasks.map(({ id, document, options }) => ({ id, document, options }));
      thread.worker.postMessage(batch);
      this.watch(thread);
    }
  }

  private start(): Thread | undefined {
    if (this.threads.size >= this.options.size) return undefined;
    const { script, workerData, execArgv, heapMegabytes } = this.options;
    const options: WorkerOptions = {
      workerData,
      ...(execArgv && { execArgv }),
      resourceLimits: {
        maxYoungGenerationSizeMb: youngMegabytes,
        ...(heapMegabytes !== undefined && { maxOldGenerationSizeMb: heapMegabytes }),
      },
    };
    const thread: Thread = { worker: new Worker(script, options), tasks: [], timer: undefined };
    thread.worker.on('message', (answer: Answer) => {
      this.answered(thread, answer);
    });
    let reason: string | undefined;
    thread.worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    // Answers that are still on their way come before this, but not before an error.
    thread.worker.on('exit', (code) => {
      this.lost(thread, internal(`the analysis broke off: ${reason ?? `its thread ended with ${code}`}`));
    });
    this.threads.add(thread);
    return thread;
  }

  private answered(thread: Thread, { id, analysis }: Answer): void {
    const [task] = thread.tasks;
    if (task?.id !== id) return;
    thread.tasks.shift();
    task.resolve(analysis);
    // A parser that broke once does so again: the next document gets a new thread.
    if (!analysis.ok && analysis.code === 'internal') this.end(thread);
    else this.watch(thread);
    if (thread.tasks.length === 0) this.handOut();
  }

  /** The time limit of the document that a thread is at now. */
  private watch(thread: Thread): void {
    clearTimeout(thread.timer);
    if (thread.tasks.length === 0) return;
    const { timeLimit } = this.options;
    thread.timer = setTimeout(() => {
      const message = `given up after ${timeLimit / 1000} seconds`;
      this.lost(thread, { ok: false, code: 'timeout', message });
    }, timeLimit);
  }

  /** A thread has died, or is ended, over the first of its documents; the others are asked for again. */
  private lost(thread: Thread, analysis: Analysis): void {
    if (!this.threads.has(thread)) return;
    thread.tasks.shift()?.resolve(analysis);
    this.end(thread);
    this.handOut();
  }

  private end(thread: Thread): void {
    this.threads.delete(thread);
    clearTimeout(thread.timer);
    this.queue.unshift(...thread.tasks.splice(0));
    void thread.worker.terminate();
  }
}

function internal(message: string): Analysis {
  return { ok: false, code: 'internal', message };
}
