import type { Analysis, SourceDocument } from '../analysis/index.ts';
import type { Io } from './io.ts';

type Created = Awaited<ReturnType<Io['createAnalyzer']>>;

/** An analyzer that is made when first needed and replaced after it broke, so that one file cannot end a run. */
export class RestartingAnalyzer {
  private readonly create: Io['createAnalyzer'];
  private current: Created | undefined;

  constructor(create: Io['createAnalyzer']) {
    this.create = create;
  }

  /** Never rejects: what broke is an Analysis with `ok: false`. */
  async analyze(document: SourceDocument): Promise<Analysis> {
    try {
      this.current ??= await this.create();
    } catch (error) {
      return internal(`the parser could not be started: ${messageOf(error)}`);
    }
    try {
      return await this.current.analyze(document);
    } catch (error) {
      this.dispose();
      return internal(`the analysis broke off: ${messageOf(error)}`);
    }
  }

  dispose(): void {
    try {
      this.current?.dispose();
    } catch {
      // A parser that was aborted cannot even be freed.
    }
    this.current = undefined;
  }
}

function internal(message: string): Analysis {
  return { ok: false, code: 'internal', message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
