import type { FormatName } from '../../../../kernels/index.ts';
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Effect } from '../../../terms/course.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Family } from '../libraries/family.ts';
import type { Outline } from '../../frontEnd.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Term } from '../../../terms/term.ts';
import type { Application } from './apply.ts';
import type { Binding, FunctionDefinition } from './binding.ts';
import type { Callable } from './callable.ts';
import type { Change } from './changes.ts';
import { Callers } from './callers.ts';
import type { Chosen } from './chosen.ts';
import type { ClassDefinition } from './classDefinition.ts';
import type { Frame } from './frame.ts';
import type { Language } from './language.ts';
import type { TextFacts } from './relevance.ts';
import { mayBeSoftmax } from './telling.ts';
import type { Trace } from './trace.ts';

/** Nodes that are lowered in inlined copies. Of the files seen that have findings, none takes 20,000. */
const inlineBudget = 50_000;

/** A name that an import binds. */
export interface Import {
  /** Undefined of `from module import *`. */
  readonly name: string | undefined;
  readonly path: string;
  /** The whole dotted name of `import a.b`, of which only `a` is bound. */
  readonly whole: string | undefined;
  /** The statement. */
  readonly node: SyntaxNode;
}

/** Files of the same project, as far as they are there. */
export interface Modules {
  /** Notes an import: a module that is not there is asked for once something of it is looked up. */
  want(module: string, names: readonly string[]): void;
  /** What a full dotted name is, if it is something in one of them. */
  find(session: Session, path: string): Binding | undefined;
  /** Lowers the files that import the document, which has been lowered itself. */
  lowerUsers(document: Frame, lowerFunctions: () => void): void;
}

const noModules: Modules = { want: () => undefined, find: () => undefined, lowerUsers: () => undefined };

/** What an attribute is in every method of a class. */
export interface SharedAttribute {
  /** Whether any method assigns it: then it is not what the body of the class says. */
  readonly assigned: boolean;
  readonly binding: Binding | undefined;
}

/** The methods of a class that assign each attribute, as far as its body has been read. */
export interface MethodsAssigning {
  methods: number;
  readonly byName: Map<string, FunctionDefinition[]>;
}

/** What was known at some time, of that which lowering functions adds to. */
export type Mark = Pick<
  Session,
  | 'starred'
  | 'imports'
  | 'lowered'
  | 'detaching'
  | 'derivatives'
  | 'telling'
  | 'sharedAttributes'
  | 'inlinedNodesLeft'
  | 'iterators'
  | 'counters'
>;

/** What is gathered while one document is lowered. */
export class Session {
  computed: Occurrence[] = [];
  leaving: Occurrence[] = [];
  /** What calls make of functions of the document: places of inlined copies. */
  copied: Occurrence[] = [];
  /** Every place of the document's own text, and those of inlined copies that read one, in order. */
  places: Occurrence[] = [];
  /** How many places there are so far. */
  clock = 0;
  /** What is run for more than its value, and what is changed in place, in inlined copies too, in order. */
  effects: Effect[] = [];
  /** Values that are known to be iterators by what is done with them. */
  iterators = new Set<Term>();
  changes: Change[] = [];
  /** Results of a maximum along an axis that may be a pair of values and indices, as PyTorch's. */
  readonly pairs = new Set<Occurrence>();
  /** Functions seen whose bodies are still to be lowered for themselves. */
  pending: FunctionDefinition[] = [];
  /** Modules that are imported whole, by `from module import *`. */
  starred: string[] = [];
  imports: Import[] = [];
  /** The calls of known functions, with their arguments. */
  readonly calls = new Map<Occurrence, Application>();
  /** What calls of these values do. */
  callables = new Map<Term, Callable>();
  /** Functions that have been lowered for themselves, or are being so. */
  lowered = new Map<FunctionDefinition, Frame>();
  /** Names as a condition bounds them, and what they stand for without it. */
  readonly refinements = new Map<Occurrence, Binding>();
  /** The scopes in which something is detached, inlined copies counted where they are called. */
  detaching = new Set<string>();
  callers: Callers;
  /** Functions in which a call computes what their own words may not tell of: a loss that it hands over. */
  telling = new Set<FunctionDefinition>();
  /** Functions that are the derivative of another. */
  derivatives = new Set<FunctionDefinition>();
  sharedAttributes = new Map<string, SharedAttribute>();
  assigning = new Map<Frame, MethodsAssigning>();
  /** Functions whose bodies were lowered for a call of them. */
  readonly entered = new Set<FunctionDefinition>();
  /** Tells what need not be lowered; absent where nothing is left out. */
  outline: Pick<Outline, 'isLive' | 'idleIn'> | undefined;
  /** What is known of texts of functions from other versions of the document. */
  texts: ReadonlyMap<string, TextFacts> | undefined;
  /** Notes what depends on what; absent where no other version of the document is asked for. */
  trace: Trace | undefined;
  /** Attributes that are not followed, and what the methods of their class leave in them. */
  readonly attributes = new Map<Term, () => readonly Term[]>();
  /** Names at the heads of loops, and what they are before the loop or after a round. */
  readonly rounds = new Map<Term, readonly Occurrence[]>();
  /** What branches left in names that can be called, and under which condition; null if that is not one. */
  readonly chosen = new Map<Term, Chosen | null>();
  /** What layers give, by what they are called. */
  readonly layerNames = new Map<Term, string>();
  /** Parameters of which it is written that they are layers one after another, of which library. */
  readonly sequences = new Map<Term, Family>();
  /** Parameters of which it is written what they are. */
  readonly typed = new Set<Term>();
  /** Classes of the document itself outside of functions, by their names. */
  readonly classes = new Map<string, ClassDefinition>();
  inlinedNodesLeft = inlineBudget;
  /** Whether a file that imports the document is lowered. */
  isAside = false;
  counters = new Map<string, number>();

  constructor(
    readonly store: TermStore,
    readonly language: Language,
    readonly modules: Modules = noModules,
    /** Whether values behind which gradients stop are told from what they are of. */
    readonly keepsDetach = false,
    /** What libraries compute in where nothing is said, by the word of the text. */
    readonly usualFormats: ReadonlyMap<string, FormatName> = new Map(),
  ) {
    this.callers = new Callers(language);
  }

  /** 0, 1, 2 … for each name; the same text gives the same numbers, wherever it stands. */
  ordinal(name: string): number {
    const next = this.counters.get(name) ?? 0;
    this.counters.set(name, next + 1);
    return next;
  }

  /** What the methods of a class leave in an attribute, or what a name is at the head of a loop. */
  valuesOf(term: Term): readonly Term[] {
    const atHead = this.rounds.get(term) ?? [];
    const kept = this.attributes.get(term)?.() ?? [];
    return [...kept, ...this.callers.leftIn(term), ...atHead.map(({ term }) => term)];
  }

  mark(): Mark {
    return duplicate(this);
  }

  /** Lowers what is no part of the document: what it changes and calls that is not known is not the document's. */
  aside(budget: number, lower: () => void): void {
    const { starred, inlinedNodesLeft, effects, changes, places } = this;
    const known = this.copied.length;
    const apart = { starred: [...starred], inlinedNodesLeft: budget, effects: [], changes: [], places: [] };
    Object.assign(this, apart, { isAside: true });
    try {
      this.callers.aside(lower);
    } finally {
      Object.assign(this, { starred, inlinedNodesLeft, effects, changes, places, isAside: false });
    }
    this.tellBehind(this.copied.slice(known));
  }

  /** What a user takes a softmax of, functions of the document may have computed whose own words do not tell of that. */
  private tellBehind(copied: readonly Occurrence[]): void {
    const entered = new Map([...this.entered].map((definition) => [definition.id, definition]));
    for (const at of copied.filter(({ term }) => mayBeSoftmax(term))) {
      for (const { span, scope } of upstream(at)) {
        const definition = span.cell >= 0 ? entered.get(scope.slice(0, scope.indexOf(' in '))) : undefined;
        if (definition) this.telling.add(definition);
      }
    }
  }

  /**
   * Lowers something once more, as if nothing had been lowered since a mark. All is as before afterwards: what was lowered
   * is still asked for.
   */
  since<T>(mark: Mark, lower: () => T): T {
    const before = Object.assign({}, this);
    Object.assign(this, duplicate(mark), {
      computed: [],
      leaving: [],
      copied: [],
      places: [],
      effects: [],
      changes: [],
      pending: [],
      assigning: new Map(),
      callables: new Map(this.callables),
      callers: new Callers(this.language),
      trace: undefined,
    } satisfies Partial<Session>);
    try {
      return lower();
    } finally {
      // Imported files are lowered once, whenever something of them is looked up.
      const { callables } = before;
      for (const [term, callable] of this.callables) if (!callables.has(term)) callables.set(term, callable);
      Object.assign(this, before);
    }
  }
}

/** The same in containers of its own. */
function duplicate(from: Mark): Mark {
  return {
    starred: [...from.starred],
    imports: [...from.imports],
    lowered: new Map(from.lowered),
    detaching: new Set(from.detaching),
    derivatives: new Set(from.derivatives),
    telling: new Set(from.telling),
    sharedAttributes: new Map(from.sharedAttributes),
    inlinedNodesLeft: from.inlinedNodesLeft,
    iterators: new Set(from.iterators),
    counters: new Map(from.counters),
  };
}
