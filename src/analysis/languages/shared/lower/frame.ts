import type { FormatName } from '../../../../kernels/index.ts';
import type { Span } from '../../../findings.ts';
import type { Behaviour, Occurrence, OccurrenceForm } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { Family } from '../libraries/family.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding, FunctionDefinition } from './binding.ts';
import type { ClassDefinition } from './classDefinition.ts';
import { Environment } from './environment.ts';
import { mayBeSoftmax } from './telling.ts';
import type { Session } from './session.ts';

/** The environment before a loop, and those at its `break`s as changes of it. */
export interface Loop {
  readonly before: Environment;
  readonly exits: Environment[];
}

/** One scope being lowered: the module, a function for itself, or an inlined copy of a function. */
export class Frame {
  readonly module: Frame;
  environment = new Environment();
  /** How often each name is bound here: what is bound twice is not followed into functions. */
  readonly timesBound = new Map<string, number>();
  /** Names that are given a value where the function may have ended before. */
  readonly boundLate = new Set<string>();
  /** Names that are this scope's own, wherever in it they are bound. */
  ownNames: ReadonlySet<string> = new Set();
  readonly returned: Occurrence[] = [];
  /** How many return statements were reached, those without a value included. */
  returns = 0;
  /** The loops around, the innermost last. */
  readonly loops: Loop[] = [];
  /** How many comprehensions and loops over elements are around. */
  nesting = 0;

  /** Whether it is the body of a namespace, which runs once where it stands. */
  isNamespace = false;
  /** The class whose body this is. */
  classDefinition: ClassDefinition | undefined;
  /** The functions in the body of a class. */
  readonly methods: FunctionDefinition[] = [];
  /** What the first parameter of a method is called, and which object it is. */
  receiver: { readonly name: string; readonly term: Term } | undefined;
  /** The function that this is an inlined copy of. */
  copyOf: FunctionDefinition | undefined;
  /** Where the call stands that this is an inlined copy for. */
  caller: Frame | undefined;
  /** What the object of this method is called where the call stands. */
  calledOn: string | undefined;
  /** Of the scope of an imported file: what it is called. */
  moduleName: string | undefined;
  /** Statements in it that are passed over. */
  idle: ReadonlySet<SyntaxNode> | undefined;
  /** Whether it is of a file that imports the document, as are all scopes within. */
  isOfUser: boolean;
  /** Whether it has been lowered to its end. */
  finished = false;
  /** Whether no library takes the gradient of what is computed here. */
  undifferentiated = false;

  constructor(
    readonly session: Session,
    /** Names the scope, so that a variable is the same value when an edited text is lowered again. */
    readonly id: string,
    readonly parent: Frame | undefined,
    /** How many inlined calls are around; 0 in the document's own text. */
    readonly inlined: number,
    /** Class bodies are not seen from the functions in them. */
    readonly isClass = false,
  ) {
    this.module = parent?.module ?? this;
    this.isOfUser = parent?.isOfUser ?? false;
  }

  get store() {
    return this.session.store;
  }

  /** Notes names that functions within give other values: what they are when another function is run is not told. */
  noteRebound(names: Iterable<string>): void {
    for (const name of names) this.timesBound.set(name, Infinity);
  }

  /** Whether it is of the document's own text as such. */
  get own(): boolean {
    return this.inlined === 0 && !this.isOfUser;
  }

  bind(name: string, binding: Binding | undefined): void {
    this.timesBound.set(name, (this.timesBound.get(name) ?? 0) + 1);
    if (this.returns > 0) this.boundLate.add(name);
    this.environment.set(name, binding);
  }
}

/** Whether what is defined in a scope is within no function. */
export function isOutside({ parent, isClass, isNamespace }: Frame): boolean {
  return !parent || ((isClass || isNamespace) && isOutside(parent));
}

export interface OccurrenceOptions {
  readonly form?: OccurrenceForm;
  readonly family?: Family | undefined;
  readonly ofLanguage?: boolean;
}

/** An occurrence at a node, of the family of its operands unless another is given. */
export function occur(
  frame: Frame,
  node: SyntaxNode,
  term: Term,
  operands: readonly Occurrence[] = [],
  { form = 'expression', family, ofLanguage = false }: OccurrenceOptions = {},
): Occurrence {
  const { session } = frame;
  const place = new Place(frame, node, term, operands, form, family ?? familyOf(operands), ofLanguage);
  if (place.own) {
    session.places.push(place);
    if (form === 'expression' || form === 'inlined') session.computed.push(place);
  } else {
    if (operands.some(({ own, form: passage }) => own || passage === 'join' || passage === 'loop')) {
      session.places.push(place);
    }
    // What stands in an imported file is of no cell of the document; a softmax that users take may be of what the document gives.
    if (form === 'expression' && (place.span.cell >= 0 || (session.isAside && mayBeSoftmax(term)))) {
      session.copied.push(place);
      session.trace?.copied(place);
      if (term.kind === 'library' && frame.copyOf) {
        session.telling.add(frame.copyOf);
        session.trace?.contribute(frame.copyOf, 'telling');
      }
    }
  }
  return place;
}

/** An occurrence with what the front end knows of it. Most die young: those of inlined copies that nothing reads. */
class Place implements Occurrence {
  readonly span: Span;
  readonly scope: string;
  readonly own: boolean;
  readonly usualFormat: FormatName | undefined;
  readonly behaviour: Behaviour | undefined;
  /** Places are numbered in the order in which code is run, as far as the text tells it. */
  readonly time: number;

  constructor(
    frame: Frame,
    readonly node: SyntaxNode,
    readonly term: Term,
    readonly operands: readonly Occurrence[],
    readonly form: OccurrenceForm,
    /** The library that it is computed by. */
    public family: Family | undefined,
    readonly ofLanguage: boolean,
  ) {
    this.span = { cell: node.source.cell, start: node.start, end: node.end };
    this.scope = frame.id;
    this.time = frame.session.clock++;
    this.own = frame.own;
    this.usualFormat = family && (frame.session.usualFormats.get(family.name) ?? family.format);
    this.behaviour = family && behaviourIn(frame, family);
  }
}

/** What an occurrence is written as; undefined of one that is of no front end. */
export function syntaxOf(occurrence: Occurrence): SyntaxNode | undefined {
  return occurrence instanceof Place ? occurrence.node : undefined;
}

/** When an occurrence is computed or read, among others of the same function and of what that calls. */
export function timeOf(occurrence: Occurrence): number {
  return occurrence instanceof Place ? occurrence.time : 0;
}

/** The library that an occurrence is computed by. */
export function libraryOf(occurrence: Occurrence): Family | undefined {
  return occurrence instanceof Place ? occurrence.family : undefined;
}

/** Says which library an occurrence is computed by. */
export function attribute(occurrence: Occurrence, family: Family): void {
  if (occurrence instanceof Place) occurrence.family = family;
}

function behaviourIn({ undifferentiated }: Frame, { behaviour }: Family): Family['behaviour'] {
  return undifferentiated ? { ...behaviour, differentiates: false } : behaviour;
}

/** The library that the first of some values comes from, if any does. */
export function familyOf(occurrences: readonly Occurrence[]): Family | undefined {
  for (const occurrence of occurrences) {
    const family = libraryOf(occurrence);
    if (family) return family;
  }
  return undefined;
}

export function termsOf(occurrences: readonly Occurrence[]): readonly Term[] {
  return occurrences.map((occurrence) => occurrence.term);
}

/** A value behind which gradients stop: itself, where only values are asked for. */
export function detach(frame: Frame, term: Term): Term {
  const { session } = frame;
  session.detaching.add(runIn(frame));
  return session.keepsDetach ? frame.store.map('detach', term) : term;
}

/** The scope of the document's own text in which a frame is run. */
export function runIn(frame: Frame): string {
  let outermost = frame;
  while (outermost.caller) outermost = outermost.caller;
  return outermost.id;
}

/** Notes that a value leaves what is followed. */
export function leave(frame: Frame, occurrence: Occurrence): void {
  if (frame.own) frame.session.leaving.push(occurrence);
}
