// An analysis together with the files that it asks for, read by whoever has a file system.
import type { Analysis, LanguageId, ModuleNeed, ProjectModule, SourceDocument } from './findings.ts';
import { isPackageFile, isTest, nameSeenFrom } from './languages/moduleUsers.ts';
import { wordsOf } from './languages/shared/words.ts';
import { candidatesOf } from './languages/moduleCandidates.ts';

/** Rounds of asking: imports of imports of imports. Cycles end by themselves, since each module is handed over once. */
const maxRounds = 3;
/** Files that import the document; what these import comes besides. */
const maxUsers = 4;
/** Of one document. What decides is near; in projects of hundreds of files all of them can be reached from one. */
const maxModules = 12;
/** UTF-16 units of one of them, all of whose functions are read. */
const maxUser = 40_000;
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
  /** Other files that may import the document, the nearest first. Absent where nobody has looked. */
  users?(): Promise<Iterable<ProjectFile>>;
}

export interface ProjectFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly language: LanguageId;
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
  for (let round = 0; round < maxRounds + search.roundsOfUsers; round++) {
    const { needs = [], asks = [] } = completed.analysis.ok ? completed.analysis : {};
    // First what the document imports: that may answer what it asks.
    const grows = (await search.find(needs)) || (await search.findUsers(asks));
    if (!grows) break;
    const complete: SourceDocument = { ...document, modules: search.modules };
    const analysis = await analyze(complete);
    if (!analysis.ok) break;
    completed = { document: complete, analysis };
  }
  return completed;
}

class Search {
  private readonly found = new Map<string, ProjectModule>();
  private readonly users = new Map<string, ProjectModule>();
  private length = 0;
  private hasLooked = false;

  constructor(
    private readonly document: SourceDocument,
    private readonly files: ProjectFiles,
  ) {}

  /** In the order in which they were found, so that the same files give the same document. */
  get modules(): readonly ProjectModule[] {
    return [...this.found.values(), ...this.users.values()];
  }

  /** What users import is asked for when they are there. */
  get roundsOfUsers(): number {
    return this.users.size > 0 ? 2 : 0;
  }

  /** @returns whether there is a module that was not there before */
  async find(needs: readonly ModuleNeed[]): Promise<boolean> {
    const before = this.found.size;
    const candidates = candidatesOf[this.document.language];
    for (const need of needs) {
      const ways = await candidates(need, this.files.importer, (path) => this.files.read(path));
      for (const { path, ...module } of ways) {
        const most = this.users.size > 0 ? 2 * maxModules : maxModules;
        if (this.found.size >= most || this.found.has(module.name)) continue;
        const text = await this.files.read(path);
        if (text === undefined || this.length + text.length > maxLength) continue;
        this.length += text.length;
        const isDocument = path === this.files.importer;
        this.found.set(module.name, { ...module, text, ...(isDocument && { isDocument }) });
      }
    }
    return this.found.size > before;
  }

  /**
   * Looks once for files that import the document.
   * @param names - what of the document they have to speak of
   * @returns whether there are some
   */
  async findUsers(names: readonly string[]): Promise<boolean> {
    if (names.length === 0 || this.hasLooked) return false;
    this.hasLooked = true;
    const { importer } = this.files;
    for (const { path, language } of (await this.files.users?.()) ?? []) {
      if (this.users.size >= maxUsers) break;
      if (path === importer || isPackageFile(path) || isTest(path)) continue;
      const text = await this.files.read(path);
      if (text === undefined || text.length > maxUser || this.length + text.length > maxLength) continue;
      const words = wordsOf(text);
      if (!names.some((name) => words.has(name))) continue;
      this.length += text.length;
      const { name, isPackage } = nameSeenFrom(importer, path, language);
      this.users.set(path, { name, text, language, isUser: true, ...(isPackage && { isPackage }) });
    }
    return this.users.size > 0;
  }
}
