import * as vscode from 'vscode';
import type { LanguageId } from '../../analysis/findings.ts';
import type { ParserAssets, WorkerMethods } from '../../protocol/methods.ts';
import { createSupervisor, type Supervisor } from '../../protocol/supervisor.ts';
import type { Platform } from './platform.ts';

/** Two workers of one kind, so that a cell that has to be ended does not take the analysis with it. */
export interface Workers {
  readonly analysis: Supervisor<WorkerMethods>;
  readonly notebooks: Supervisor<WorkerMethods>;
  /** Gives the worker of the analysis what documents of a language need, if it has not been given that yet. */
  know(language: LanguageId): Promise<void>;
  dispose(): void;
}

export function createWorkers(extensionUri: vscode.Uri, platform: Platform): Workers {
  const common = {
    start: () => platform.startWorker(extensionUri),
    after: (milliseconds: number, callback: () => void) => {
      const timer = setTimeout(callback, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  };
  const grammars = new Grammars(extensionUri);
  const analysis = createSupervisor<WorkerMethods>({
    ...common,
    name: vscode.l10n.t('The analysis worker'),
    // A worker that replaces another is given what that one knew.
    prepare: async (client) => client.request('initialize', await grammars.assets()),
  });
  const notebooks = createSupervisor<WorkerMethods>({ ...common, name: vscode.l10n.t("The notebook's worker") });
  return {
    analysis,
    notebooks,
    know: (language) =>
      grammars.add(language, async (grammar) => {
        await analysis.request('addGrammar', { language, grammar });
      }),
    dispose: () => {
      void Promise.allSettled([analysis.dispose(), notebooks.dispose()]);
    },
  };
}

/** The grammars of the languages that were met so far. */
class Grammars {
  private readonly known = new Map<
    LanguageId,
    { readonly bytes: Promise<Uint8Array>; readonly given: Promise<void> }
  >();

  constructor(private readonly extensionUri: vscode.Uri) {}

  async assets(): Promise<ParserAssets> {
    const runtime = this.read('tree-sitter.wasm');
    const grammars = [...this.known].map(async ([language, { bytes }]) => [language, await bytes] as const);
    return { runtime: await runtime, grammars: Object.fromEntries(await Promise.all(grammars)) };
  }

  /** @param give - hands a grammar to the worker that is there now */
  add(language: LanguageId, give: (grammar: Uint8Array) => Promise<void>): Promise<void> {
    const before = this.known.get(language);
    if (before) return before.given;
    const bytes = this.read(`tree-sitter-${language}.wasm`);
    const given = bytes.then(give);
    this.known.set(language, { bytes, given });
    // What failed is tried again for the next document.
    given.catch(() => this.known.delete(language));
    return given;
  }

  private async read(name: string): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extensionUri, 'dist', name));
  }
}
