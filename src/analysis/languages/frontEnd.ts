import type { Edit, GivenName, ImportEdit, ModuleNeed, SourceDocument } from '../findings.ts';
import type { RewritePlan } from '../rules/rule.ts';
import type { Course } from '../terms/course.ts';
import type { Lowering, Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { ParsedSource, Parsing } from './parser.ts';
import type { OpenCalls } from './shared/lower/callers.ts';
import type { Frame } from './shared/lower/frame.ts';
import type { TextFacts } from './shared/lower/relevance.ts';
import type { Trace } from './shared/lower/trace.ts';
import type { SyntaxNode } from './syntax.ts';

/** How a plan stands in the text, or why it cannot be written. */
export type Written =
  | {
      readonly ok: true;
      readonly edits: readonly Edit[];
      readonly names: readonly GivenName[];
      readonly imports: readonly ImportEdit[];
      /** What a user reads in the menu. */
      readonly title: string;
      readonly assumptions: readonly string[];
      /** Whether nothing in the text takes a gradient of what the plan says is not trained. */
      readonly isUntrained?: boolean;
      readonly doubts: readonly string[];
    }
  /** Without a reason where the form does not exist here at all. */
  | { readonly ok: false; readonly reason: string | undefined };

/** Whether a text has a match of a pattern, in one cell or in any. */
export interface Asked {
  readonly cell: number | undefined;
  readonly pattern: RegExp;
  readonly answer: boolean;
}

/** What the edits of plans depend on besides the function that they are in and what that reads. */
export class WritingNotes {
  readonly asked: Asked[] = [];
  /** Unset where it may be any other function, too. */
  isLocal = true;
}

/** A document in terms. Its text is asked for by place, so that rules see no syntax. */
export interface LoweredDocument extends Lowering, Course {
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
  write(plan: RewritePlan, notes?: WritingNotes): Written;
  /** Whether a line comment can begin at an offset of a cell and go on to the end of that line. */
  takesComment(cell: number, offset: number): boolean;
  /** Modules that it imports and that were not handed over. */
  readonly needs?: readonly ModuleNeed[];
  /** Frees the syntax trees; neither text nor edits can be asked for afterwards. */
  dispose(): void;
}

/**
 * Which functions of a document are lowered: those in which a rule can find something, those of them that stand in a part
 * of it, every one, those of the given scopes, or what is left of them by an outline. What stands outside of functions
 * always is.
 */
export type Extent =
  | 'relevant'
  | 'everything'
  | { readonly scopes: readonly string[] }
  | { readonly part: Part }
  | { readonly outline: Outline };

/**
 * What of a document can have to do with anything that a rule looks for. Enough of it is left that a rule finds something
 * where it finds something in the whole; what that is, only the whole says.
 */
export interface Outline {
  /** How much of the text of all functions is left, from 0 to 1. */
  readonly share: number;
  /** Whether a function is to be lowered for itself. */
  isLive(definition: SyntaxNode): boolean;
  /** Statements in the body of a function that are not needed: for the function itself, or for a call of it. */
  idleIn(body: SyntaxNode, isCopy: boolean): ReadonlySet<SyntaxNode> | undefined;
}

/** Some of the pieces of a document. */
export interface Part {
  /** Notes what depends on what. */
  readonly trace: Trace;
  /** Called once all that stands outside of functions has been lowered, and nothing else. */
  begins(module: Frame): void;
  includes(cell: number, offset: number): boolean;
  /** Whether a function is to be lowered, though its words do not tell why. */
  wasLowered(cell: number, offset: number): boolean;
  /** Whether more is to be looked at, by what has been noted so far. */
  grows(): boolean;
  /** What the rest calls that is not known. */
  readonly callsOfRest: Iterable<OpenCalls>;
  /** Where what is called at an offset of the part is noted. */
  callsAt(cell: number, offset: number): OpenCalls;
  /** What is known of texts of functions, and added to. */
  readonly texts: Map<string, TextFacts>;
  /** Set to the names of all functions in which a rule can find something, those of the rest among them. */
  relevantNames: readonly string[];
  /** Set where some calls were not followed because of how many there are. */
  isCut: boolean;
}

/** Some of a statement at the top of a document. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Whether it only defines a function, and nothing in it changes what stands outside of it. */
  readonly isDefinition: boolean;
  /** What stands before the colon of a definition, or of a class: what is known of it without a look inside. */
  readonly head: string;
  /** Whether the names that it binds tell all that it does to others: nothing after it is left out or run again for it. */
  readonly isSimple: boolean;
  /** The class that it is a part of, and those which that extends. */
  readonly ofClass?: { readonly name: string; readonly bases: readonly string[] };
  /** The same for the same text in the same class: asked for once. */
  sayings(): Sayings;
}

/** What a piece can be spoken of by, and what it can speak of. */
export interface Sayings {
  /** What it defines or binds, for all to speak of; of a part of a class what the class is called; none of an import. */
  readonly names: readonly string[];
  /** Methods that it defines, for the other parts of its class and of related ones to speak of. */
  readonly methods: readonly string[];
  /** Attributes that it gives a value, for the same. */
  readonly attributes: readonly string[];
  /** The same with the object of each, as it is written: who assigns those of its own object is asked for them. */
  readonly assigned: readonly string[];
  readonly words: ReadonlySet<string>;
  /** The words behind a dot. */
  readonly attributeWords: ReadonlySet<string>;
  /** Names without which nobody calls it; undefined if it is called without its name being said. */
  readonly calledBy: readonly string[] | undefined;
}

/** How a document is taken apart: in order, and with only white space between the pieces of a statement. */
export interface Partition {
  piecesOf(statement: SyntaxNode): readonly Piece[];
  /** What any statement may say that holds for the whole document. */
  settingsIn?(sources: readonly ParsedSource[]): string;
}

/** Chooses, once a document has been parsed. */
export type Choose = (sources: readonly ParsedSource[]) => Extent;

/** The only part that knows a language: its syntax, and what its libraries call things. */
export interface FrontEnd {
  /** What begins a comment that ends with its line. */
  readonly lineComment: string;
  /** Whether a text can hold anything a rule looks for. May err towards yes, never towards no. */
  mayMatter(text: string): boolean;
  /** A text with a blank for each comment, for what words alone are asked of; strings that look like one may go, too. */
  withoutComments(text: string): string;
  /** A text in another layout, as long as before and the same in the language, for what its grammar does not read. */
  readonly relaid?: (text: string) => string;
  /** Absent where what is defined at the top is not told from what is run. */
  readonly partition?: Partition;
  /** Absent where statements are not told apart by what they can hold. */
  readonly outline?: (sources: readonly ParsedSource[]) => Outline;
  /** Undefined if parsing takes too long. */
  lower(
    document: SourceDocument,
    parsing: Parsing,
    store: TermStore,
    extent?: Extent | Choose,
  ): LoweredDocument | undefined;
}
