// Values that can be called. They are values as any other, passed on and stored; what a call of one does is noted by its term.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Family } from '../libraries/family.ts';
import type { Argument, Arguments } from './arguments.ts';
import type { Binding, FunctionDefinition } from './binding.ts';
import type { ClassDefinition } from './classDefinition.ts';
import type { KnownFunction } from '../libraries/operation.ts';

export type Callable =
  | { readonly kind: 'function'; readonly definition: FunctionDefinition; readonly receiver: Occurrence | undefined }
  | { readonly kind: 'library'; readonly path: string }
  | { readonly kind: 'class'; readonly definition: ClassDefinition }
  | Instance
  | Transformed
  /** What of a model, or of a function, takes the parameters of that and so much else before what that takes. */
  | { readonly kind: 'applied'; readonly of: Occurrence; readonly before: number; readonly isCalled: boolean }
  /** Makes objects that hold what it is given, by these names. */
  | { readonly kind: 'record'; readonly fields: readonly string[] }
  | Layer;

/** What a library makes of a function, with what else that was given. */
export interface Transformed {
  readonly kind: 'partial' | 'mapped' | 'gradient' | 'value and gradient';
  readonly of: Occurrence;
  readonly given: Arguments;
}

/** An object of a class of the text. */
export interface Instance {
  readonly kind: 'instance';
  readonly of: ClassDefinition;
  /** What its constructor gave it; undefined of the object that methods are lowered for, which can be any of the class. */
  readonly attributes: ReadonlyMap<string, Binding | undefined> | undefined;
}

export type Layer =
  /** A function of a library with the arguments that it was configured with. */
  | { readonly kind: 'configured'; readonly function: KnownFunction; readonly configuration: readonly Argument[] }
  /** Layers one after another; of some of the first layers of another, that one. */
  | {
      readonly kind: 'sequence';
      readonly steps: readonly Occurrence[];
      readonly family: Family | undefined;
      readonly of?: Occurrence;
    }
  /** What is computed from some inputs. */
  | { readonly kind: 'model'; readonly inputs: Occurrence; readonly outputs: Occurrence }
  /** An activation, by itself or after something that is not followed. */
  | {
      readonly kind: 'activated';
      readonly activation: Argument;
      readonly alone: boolean;
      readonly name?: string | undefined;
    };
