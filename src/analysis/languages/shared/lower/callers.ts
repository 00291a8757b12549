// What the functions of a text are called with in it. A parameter that every call gives a softmax is one, though nothing
// in the function says so; that is only known where every call is seen.
import type { Term } from '../../../terms/term.ts';
import type { FunctionDefinition } from './binding.ts';
import type { Language } from './language.ts';

export class Callers {
  private readonly given = new Map<Term, Set<Term>>();
  private readonly owners = new Map<Term, FunctionDefinition>();
  /** Functions that are passed on as values, or called in ways that are not followed. */
  private readonly open = new Set<FunctionDefinition>();
  /** Names of methods that are called of objects that are not known. */
  private readonly methods = new Set<string>();
  /** Whether a value is called that is not known. */
  private values = false;

  constructor(private readonly language: Pick<Language, 'isImplicit'>) {}

  /** Notes that a call gives a parameter a value. */
  give(definition: FunctionDefinition, parameter: Term, value: Term): void {
    this.owners.set(parameter, definition);
    const values = this.given.get(parameter);
    if (values) values.add(value);
    else this.given.set(parameter, new Set([value]));
  }

  /** Notes that a function can be called where it is not seen. */
  expose(definition: FunctionDefinition): void {
    this.open.add(definition);
  }

  callMethod(name: string): void {
    this.methods.add(name);
  }

  callValue(): void {
    this.values = true;
  }

  /** What each call in the text gives a parameter; nothing if there may be others, or none is. */
  argumentsOf(parameter: Term): readonly Term[] {
    const owner = this.owners.get(parameter);
    return !owner || this.isOpen(owner) ? [] : [...(this.given.get(parameter) ?? [])];
  }

  private isOpen(definition: FunctionDefinition): boolean {
    if (this.open.has(definition) || definition.decoration === 'unknown') return true;
    const name = definition.node.field('name')?.text ?? '';
    if (!definition.frame.isClass) return false;
    return this.methods.has(name) || (this.language.isImplicit(name) && this.values);
  }
}
