// What the functions of a text are called with in it. A parameter that every call gives a softmax is one, though nothing
// in the function says so; that is only known where every call is seen.
import type { Term } from '../../../terms/term.ts';
import type { FunctionDefinition } from './binding.ts';
import type { Language } from './language.ts';

/** What a text calls that is not known: it may be any function that could be it. */
export interface OpenCalls {
  /** Names of methods that are called of objects that are not known. */
  readonly methods: Set<string>;
  /** Whether a value is called that is not known. */
  values: boolean;
}

export function openCalls(): OpenCalls {
  return { methods: new Set(), values: false };
}

export class Callers {
  private readonly given = new Map<Term, Set<Term>>();
  /** By other files. */
  private readonly givenAside = new Map<Term, Set<Term>>();
  private isAside = false;
  private readonly left = new Map<Term, Set<Term>>();
  private readonly defaults = new Map<Term, Term>();
  private readonly owners = new Map<Term, FunctionDefinition>();
  /** Functions that are passed on as values, or called in ways that are not followed. */
  private readonly open = new Set<FunctionDefinition>();

  /** What is lowered now calls these. */
  private unknown = openCalls();
  private readonly all = new Set([this.unknown]);

  constructor(private readonly language: Pick<Language, 'isImplicit'>) {}

  /** Notes in `calls` what is called that is not known, while something is lowered. */
  noting<T>(calls: OpenCalls, lower: () => T): T {
    const before = this.unknown;
    this.unknown = calls;
    this.all.add(calls);
    try {
      return lower();
    } finally {
      this.unknown = before;
    }
  }

  /** Lowers code of other files: what that calls which is not known is not noted, as it is not of files that are not seen. */
  aside<T>(lower: () => T): T {
    const before = this.unknown;
    this.unknown = openCalls();
    this.isAside = true;
    try {
      return lower();
    } finally {
      this.unknown = before;
      this.isAside = false;
    }
  }

  /** Takes over what is known of code that is not lowered. */
  takeOver(calls: Iterable<OpenCalls>): void {
    for (const each of calls) this.all.add(each);
  }

  /** Notes that a call gives a parameter a value. */
  give(definition: FunctionDefinition, parameter: Term, value: Term): void {
    this.owners.set(parameter, definition);
    const given = this.isAside ? this.givenAside : this.given;
    const values = given.get(parameter);
    if (values) values.add(value);
    else given.set(parameter, new Set([value]));
  }

  /** Notes what a method leaves in an attribute of its object, or what an object begins with. */
  leave(attribute: Term, value: Term): void {
    const values = this.left.get(attribute);
    if (values) values.add(value);
    else this.left.set(attribute, new Set([value]));
  }

  /** What methods are known to leave in an attribute; they may leave other things, too. */
  leftIn(attribute: Term): readonly Term[] {
    return [...(this.left.get(attribute) ?? [])];
  }

  /** All that is known of that so far. */
  get allLeft(): ReadonlyMap<Term, ReadonlySet<Term>> {
    return this.left;
  }

  /** Notes what a parameter is where a call leaves it out. */
  setDefault(definition: FunctionDefinition, parameter: Term, value: Term): void {
    this.owners.set(parameter, definition);
    this.defaults.set(parameter, value);
  }

  /** Notes that a function can be called where it is not seen. */
  expose(definition: FunctionDefinition): void {
    this.open.add(definition);
  }

  callMethod(name: string): void {
    this.unknown.methods.add(name);
  }

  callValue(): void {
    this.unknown.values = true;
  }

  /** What each call in the text gives a parameter; nothing if there may be others, or none is. */
  argumentsOf(parameter: Term): readonly Term[] {
    const owner = this.owners.get(parameter);
    return !owner || this.isOpen(owner) ? [] : this.givenTo(parameter);
  }

  /** What those calls give a parameter that are seen; there may be others. */
  givenTo(parameter: Term): readonly Term[] {
    return [...new Set([...(this.given.get(parameter) ?? []), ...(this.givenAside.get(parameter) ?? [])])];
  }

  /**
   * What a parameter is where it is left out, if no call in the text gives it anything else; nothing if one may. What other files
   * give it, yet others may leave out.
   */
  defaultOf(parameter: Term): Term | undefined {
    const usual = this.defaults.get(parameter);
    const owner = this.owners.get(parameter);
    if (!usual || !owner || this.isOpen(owner)) return undefined;
    return [...(this.given.get(parameter) ?? [])].every((value) => value === usual) ? usual : undefined;
  }

  private isOpen(definition: FunctionDefinition): boolean {
    if (this.open.has(definition) || definition.decoration === 'unknown') return true;
    const name = definition.node.field('name')?.text ?? '';
    if (!definition.frame.isClass) return false;
    const isImplicit = this.language.isImplicit(name);
    return [...this.all].some(({ methods, values }) => methods.has(name) || (isImplicit && values));
  }
}
