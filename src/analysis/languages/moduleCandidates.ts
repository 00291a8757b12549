// Where the modules that an analysis asks for can be, by language. Free of the parser, for hosts that leave that to a worker.
import type { LanguageId, ModuleNeed } from '../findings.ts';
import type { ReadText } from './javascript/aliases.ts';
import { javascriptCandidates, typescriptCandidates } from './javascript/moduleCandidates.ts';
import { pythonCandidates } from './python/moduleCandidates.ts';

export interface ModuleCandidate {
  /** What the module is called when it is handed to the analysis. */
  readonly name: string;
  /** Relative to what the importing file's path is relative to, with slashes. */
  readonly path: string;
  /** Absent where it is that of the document. */
  readonly language?: LanguageId;
  readonly isPackage?: boolean;
}

/**
 * The files that may be the module, the likeliest first; the first that exists for a name is it.
 * @param importer - the path of the importing file, with slashes
 * @param read - the text of another file of the project, as of one that says where modules are
 */
export type Candidates = (
  need: ModuleNeed,
  importer: string,
  read: ReadText,
) => readonly ModuleCandidate[] | Promise<readonly ModuleCandidate[]>;

export const candidatesOf: Readonly<Record<LanguageId, Candidates>> = {
  python: pythonCandidates,
  javascript: javascriptCandidates,
  typescript: typescriptCandidates,
  tsx: typescriptCandidates,
};
