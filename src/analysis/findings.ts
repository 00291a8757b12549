// What the analysis answers with. Plain data, so that it crosses a worker's boundary and prints as JSON.
import type { FormatName } from '../kernels/index.ts';

/** TypeScript with JSX in it is read by another grammar, since `<T>x` means two things. */
export const languageIds = ['python', 'javascript', 'typescript', 'tsx'] as const;
export type LanguageId = (typeof languageIds)[number];
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
  /** The same for all versions of one document: what is known of one is used for the next. Absent where there will be none. */
  readonly identity?: string;
  /** Files of the same project that it imports or that import it, as far as they are at hand; see `needs` and `asks` of an analysis. */
  readonly modules?: readonly ProjectModule[];
}

/** Another file of the project. Nothing is found in it, and no edit goes into it. */
export interface ProjectModule {
  /**
   * As the importing document says it: "pkg.utils", or with dots before it of a relative import, ".utils"; in JavaScript
   * the path from that document, "../utils/maths.js".
   */
  readonly name: string;
  readonly text: string;
  /** Absent of one that is in the language of the document. */
  readonly language?: LanguageId;
  /** Whether it stands for a folder (`__init__.py`, `index.js`), so that its own relative imports begin in it and not beside it. */
  readonly isPackage?: boolean;
  /** Whether it imports the document, and says what that is called with. */
  readonly isUser?: boolean;
  /** Whether the name is one of the document itself, by which those that import it know it. */
  readonly isDocument?: boolean;
}

/** A module that would show more if it were at hand. */
export interface ModuleNeed {
  /** Without the dots of a relative import; in JavaScript the path from the document. */
  readonly module: string;
  /** The dots of a relative import; 0 of an absolute one, and of a path. */
  readonly level: number;
  /** What is imported of it; in Python, may be modules in it. */
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

/** A name that a rewrite gives, which nothing in the same function had before. */
export interface GivenName {
  readonly name: string;
  /** The number of the edit that gives it. */
  readonly edit: number;
  /** How far the function begins before that edit, and ends after it; absent outside of functions where all cells share it. */
  readonly before?: number;
  readonly after?: number;
  /** What stands between a name and its number where there are several. */
  readonly numbered: '' | '_';
}

/** An edit that imports something: in which order several do is of no matter. */
export interface ImportEdit {
  /** The number of the edit. */
  readonly edit: number;
  /** Where in its text the names begin that are imported of a module, which others can join; absent where none can. */
  readonly names?: number;
}

/**
 * What was compared in float64, of the code as it was and as it would be: shapes, values and gradients on draws of
 * inputs of several shapes, on all of which the old code is finite; and on large logits the new code with the old one's
 * value in real numbers.
 */
export interface Verification {
  /** Draws on which the values agreed. */
  readonly cases: number;
  /**
   * The largest difference of the new code's value: from the old code's on those draws, or, where these are further
   * apart than rounding explains and on large logits, from the old code's value in real numbers. In units in the last
   * place (float64) of the largest number in the value, or of 1 where all are smaller, rounded up. Not of each number:
   * log p of a p near 1 is near 0, and in its own units any formula is far off.
   */
  readonly maxUlp: number;
}

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
  /** Names that the edits give to values; see `combineRewrites`. */
  readonly names?: readonly GivenName[];
  readonly imports?: readonly ImportEdit[];
  /** What the check before it was offered has shown. Absent if nothing could be compared. */
  readonly verified?: Verification;
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
      /** Modules that the document, or one handed over, imports and that were not handed over; known libraries left out. */
      readonly needs?: readonly ModuleNeed[];
      /** What of the document is called with what only other files tell; absent where those that import it would show nothing more. */
      readonly asks?: readonly string[];
    }
  | { readonly ok: false; readonly code: AnalysisErrorCode; readonly message: string };
