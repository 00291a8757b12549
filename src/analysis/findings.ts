// What the analysis answers with. Plain data, so that it crosses a worker's boundary and prints as JSON.
import type { FormatName } from '../kernels/index.ts';

export type LanguageId = 'python';
export type Severity = 'hint' | 'warning' | 'error';

/** A cell of a notebook, or a whole file as its only cell. `index` counts all cells of the notebook, from 0. */
export interface SourceCell {
  readonly index: number;
  readonly text: string;
}

/** What is analysed at once: a file, or the cells of a notebook that share names, in order. */
export interface SourceDocument {
  readonly language: LanguageId;
  readonly kind: 'file' | 'notebook';
  readonly cells: readonly SourceCell[];
  /** Files of the same project that it imports, as far as they are at hand; see `needs` of an analysis. */
  readonly modules?: readonly ProjectModule[];
}

/** A file that another one imports. Nothing is found in it, and no edit goes into it. */
export interface ProjectModule {
  /** As the importing document says it: "pkg.utils", or with dots before it of a relative import, ".utils". */
  readonly name: string;
  readonly text: string;
}

/** A module that would show more if it were at hand. */
export interface ModuleNeed {
  /** Without the dots of a relative import. */
  readonly module: string;
  /** The dots of a relative import; 0 of an absolute one. */
  readonly level: number;
  /** What is imported of it; may be modules in it. */
  readonly names: readonly string[];
}

/** A place in a cell: UTF-16 offsets into its text as given, end exclusive. */
export interface Span {
  readonly cell: number;
  readonly start: number;
  readonly end: number;
}

export interface Edit extends Span {
  readonly text: string;
}

export type RewriteForm = 'inline' | 'library';

export interface Rewrite {
  /** inline: the user's own code, made stable; library: a function of the library does it. */
  readonly form: RewriteForm;
  readonly title: string;
  /** Nothing visible says that the meaning could change; see `assumptions`. Only safe rewrites are preferred. */
  readonly safe: boolean;
  /** What the rewrite takes for granted, in words a user reads, e.g. "x is a non-empty floating-point array". */
  readonly assumptions: readonly string[];
  /** Why a pattern that was seen is not rewritten; then `edits` is empty. */
  readonly withheld?: string;
  readonly edits: readonly Edit[];
  /** What the check before it was offered compared: values on this many draws of inputs. Absent if there were none. */
  readonly verified?: { readonly cases: number };
}

/** One link of the chain of bounds that led to a finding. */
export interface Reason {
  readonly span: Span;
  readonly message: string;
}

/**
 * Where the format of a finding is from: the code says so (`declared`), it is the library's usual one (`assumed`), or a
 * comment or a setting names it in place of that (`configured`).
 */
export type FormatSource = 'declared' | 'assumed' | 'configured';

/** The format a finding is stated in. */
export interface FormatFact {
  readonly name: FormatName;
  /** The same as `source` being `declared`. */
  readonly declared: boolean;
  readonly source: FormatSource;
}

/** Edits that add a comment by which a finding is silenced. Absent where no comment can stand. */
export interface IgnoreEdits {
  readonly line?: Edit;
  readonly file?: Edit;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The occurrence to underline: for naive-softmax the exp. */
  readonly span: Span;
  readonly message: string;
  readonly format: FormatFact;
  /** The text of the value whose size decides (the argument of exp), as the user wrote it. */
  readonly subject: string;
  readonly reasons: readonly Reason[];
  readonly rewrites: readonly Rewrite[];
  readonly ignore?: IgnoreEdits;
}

/** Something wrong with a comment that speaks to this program; `unused-ignore` only where it was asked for. */
export interface Problem {
  readonly code: 'unused-ignore' | 'unknown-format';
  readonly span: Span;
  readonly message: string;
}

/** `timeout`: parsing took longer, or the analysis more steps, than allowed; `too-large`: the text is beyond what is analysed; `internal`: a bug, with its message. */
export type AnalysisErrorCode = 'timeout' | 'too-large' | 'internal';

export type Analysis =
  | {
      readonly ok: true;
      readonly findings: readonly Finding[];
      /** Absent where there are none. */
      readonly problems?: readonly Problem[];
      /** Modules that the document imports and that were not handed over, libraries that are known left out. */
      readonly needs?: readonly ModuleNeed[];
    }
  | { readonly ok: false; readonly code: AnalysisErrorCode; readonly message: string };
