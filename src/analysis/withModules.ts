// An analysis together with the files that it asks for, read by whoever has a file system.
import type { Analysis, ModuleNeed, ProjectModule, SourceDocument } from './findings.ts';
import { candidatesOf } from './languages/moduleCandidates.ts';

/** Rounds of asking: imports of imports of imports. Cycles end by themselves, since each module is handed over once. */
const maxRounds = 3;
/** Of one document. What decides is near; in projects of hundreds of files all of them can be reached from one. */
const maxModules = 12;
/** UTF-16 units of all modules of one document. */
const maxLength = 200_000;

/** The files of a project, as far as an analysis may see them. */
export interface ProjectFiles {
  /** Path of the analysed document from the root of its project, with slashes. */
  readonly importer: string;
  /**
   * The text of the file at a path from the root of the project; undefined where there is none to be read. With another
   * answer to any of these questions, the analysis may be another.
   */
  read(path: string): string | undefined | Promise<string | undefined>;
}

export interface Completed {
  /** With the modules that were found; the very document that was given if there were none. */
  readonly document: SourceDocument;
  /** Of that document. */
  readonly analysis: Analysis;
}

/**
 * Analyses a document, and again with the files that it imports for as long as it asks for some that are there. What cannot
 * be analysed together with them keeps the analysis without them.
 * @param first - the analysis of the document alone
 */
export async function withModules(
  document: SourceDocument,
  first: Analysis,
  files: ProjectFiles,
  analyze: (document: SourceDocument) => Promise<Analysis>,
): Promise<Completed> {
  const search = new Search(document, files);
  let completed: Completed = { document, analysis: first };
  for (let round = 0; round < maxRounds; round++) {
    const needs = completed.analysis.ok ? (completed.analysis.needs ?? []) : [];
    if (!(await search.find(needs))) break;
    const complete: SourceDocument = { ...document, modules: search.modules };
    const analysis = await analyze(complete);
    if (!analysis.ok) break;
    completed = { document: complete, analysis };
  }
  return completed;
}

class Search {
  private readonly found = new Map<string, ProjectModule>();
  private length = 0;

  constructor(
    private readonly document: SourceDocument,
    private readonly files: ProjectFiles,
  ) {}

  /** In the order in which they were found, so that the same files give the same document. */
  get modules(): readonly ProjectModule[] {
    return [...this.found.values()];
  }

  /** @returns whether there is a module that was not there before */
  async find(needs: readonly ModuleNeed[]): Promise<boolean> {
    const before = this.found.size;
    const candidates = candidatesOf[this.document.language];
    for (const need of needs) {
      const ways = await candidates(need, this.files.importer, (path) => this.files.read(path));
      for (const { path, ...module } of ways) {
        if (this.found.size >= maxModules || this.found.has(module.name)) continue;
        const text = await this.files.read(path);
        if (text === undefined || this.length + text.length > maxLength) continue;
        this.length += text.length;
        this.found.set(module.name, { ...module, text });
      }
    }
    return this.found.size > before;
  }
}
