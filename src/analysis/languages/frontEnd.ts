import type { Edit, ModuleNeed, SourceDocument, Span } from '../findings.ts';
import type { RewritePlan } from '../rules/rule.ts';
import type { Lowering, Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { Parsing } from './parser.ts';

/** How a plan stands in the text, or why it cannot be written. */
export type Written =
  | {
      readonly ok: true;
      readonly edits: readonly Edit[];
      /** What a user reads in the menu. */
      readonly title: string;
      readonly assumptions: readonly string[];
      readonly doubts: readonly string[];
    }
  /** Without a reason where the form does not exist here at all. */
  | { readonly ok: false; readonly reason: string | undefined };

/** A document in terms. Its text is asked for by place, so that rules see no syntax. */
export interface LoweredDocument extends Lowering {
  /** Whether the text has places that do not parse. */
  readonly hasErrors: boolean;
  /** What is written at an occurrence. */
  textOf(occurrence: Occurrence): string;
  /** The document after edits, in terms of the same store; undefined if parsing takes too long. */
  edited(document: SourceDocument, edits: readonly Edit[], extent: Extent): LoweredDocument | undefined;
  /** Whether gradients are stopped anywhere in the given scopes: `x.detach()`, `stop_gradient(x)`. */
  detaches(scopes: readonly string[]): boolean;
  /** The given scopes once more, in terms where a value that gradients do not go through is a `detach` of it. */
  detaching(scopes: readonly string[]): Lowering;
  /** The edits of a plan, in the style of the text around them. */
  write(plan: RewritePlan): Written;
  /** Where comments stand, in order: what looks like one inside a string is none. */
  comments(): readonly Span[];
  /** Whether a line comment can begin at an offset of a cell and go on to the end of that line. */
  takesComment(cell: number, offset: number): boolean;
  /** Modules that it imports and that were not handed over. */
  readonly needs?: readonly ModuleNeed[];
  /** Frees the syntax trees; neither text nor edits can be asked for afterwards. */
  dispose(): void;
}

/**
 * Which functions of a document are lowered: those in which a rule can find something, every one, or those of the given
 * scopes. What stands outside of functions always is.
 */
export type Extent = 'relevant' | 'everything' | { readonly scopes: readonly string[] };

/** The only part that knows a language: its syntax, and what its libraries call things. */
export interface FrontEnd {
  /** What begins a comment that ends with its line. */
  readonly lineComment: string;
  /** Whether a text can hold anything a rule looks for. May err towards yes, never towards no. */
  mayMatter(text: string): boolean;
  /** Undefined if parsing takes too long. */
  lower(document: SourceDocument, parsing: Parsing, store: TermStore, extent?: Extent): LoweredDocument | undefined;
}
