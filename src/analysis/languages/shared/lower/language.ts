import type { FormatName } from '../../../../kernels/index.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Saying } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Application } from './apply.ts';
import type { Argument } from './arguments.ts';
import type { Frame } from './frame.ts';

/** What the code that languages share asks the language of a document for. */
export interface Language {
  /** Whether a method is run by calling its object, or by the library that its class extends one of. */
  isImplicit(method: string): boolean;
  /** What calls say whose functions are not followed, by what these are called: `isnan`, `lgamma`. */
  readonly sayings: readonly (readonly [RegExp, Saying])[];
  /** What tables call a parameter, by what libraries call it; of one that is not here, tables say what libraries say. */
  readonly parameterNames: Readonly<Record<string, string>>;
  /** The number that a full dotted name is. */
  findConstant(path: string): number | undefined;
  /** The full dotted name under which something is known that is one of several when the program runs; undefined if they are not alike. */
  eitherOf?(paths: readonly string[]): string | undefined;
  /** The number format that an argument names; undefined if it is none. */
  formatOf(frame: Frame, argument: Argument): FormatName | 'integer' | undefined;
  /**
   * Whether what a call gives holds the values of its first operand in the same place, so that a change of one is seen in the
   * other, or in a place of its own; undefined where its term tells.
   */
  shares?(call: SyntaxNode): boolean | undefined;
  /** Whether an opaque value of a key is one, or all, of the parameters of a model. */
  givesParameters?(key: string): boolean;
  /** Whether what a call gives is taken apart at once: what a maximum along an axis gives, a pair, but no maximum of two. */
  readonly takesOfPair?: (call: SyntaxNode) => boolean;
  /** What a layer gives that is called as a function and ends with an activation; undefined if that is not known. */
  activated(call: Application, activation: Argument | undefined): Occurrence | undefined;
}
