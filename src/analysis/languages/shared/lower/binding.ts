import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from './frame.ts';

/**
 * What a decorator makes of a function: a static method takes no object, a class method the class, a property is called
 * by being read, and of what other decorators make nothing is known.
 */
export type Decoration = 'none' | 'static' | 'class' | 'property' | 'unknown';

/** A function or lambda of the text, with the scope it was defined in. */
export interface FunctionDefinition {
  readonly id: string;
  /** Another while an edited text of it is lowered. */
  node: SyntaxNode;
  readonly frame: Frame;
  /** Settled once what its decorators make of it has been followed. */
  decoration: Decoration;
}

/** What a name stands for. */
export type Binding =
  | { readonly kind: 'value'; readonly occurrence: Occurrence }
  /** A module, or something in one, by its full dotted name whatever it is called here. */
  | { readonly kind: 'library'; readonly path: string }
  | {
      readonly kind: 'function';
      readonly definition: FunctionDefinition;
      /** The object of a method. */
      readonly receiver?: Occurrence | undefined;
    };

export function sameBinding(a: Binding, b: Binding): boolean {
  if (a.kind === 'value') return b.kind === 'value' && a.occurrence === b.occurrence;
  if (a.kind === 'library') return b.kind === 'library' && a.path === b.path;
  return b.kind === 'function' && a.definition === b.definition && a.receiver?.term === b.receiver?.term;
}
