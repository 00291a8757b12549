// Which functions can hold anything a rule looks for: those that name an exponential, a logarithm, a probability or a
// loss, or something that holds one.
import type { SyntaxNode } from '../../syntax.ts';
import type { Extent } from '../../frontEnd.ts';
import type { FunctionDefinition } from './binding.ts';
import { descendants } from './classDefinition.ts';
import type { Frame } from './frame.ts';
import { wordsOf } from '../words.ts';

/** What a language knows of its texts. */
export interface Words {
  /** Whether a text can hold anything a rule looks for. May err towards yes, never towards no. */
  mayMatter(text: string): boolean;
  /** The names that a statement gives to something. */
  namesOf(statement: SyntaxNode): Iterable<string>;
  /** Whether a statement gives names to what it takes from others: `power = partial(raised, 2)`. */
  handsOn?(statement: SyntaxNode): boolean;
  /** Whether a method of a class, or of an object of one, is called without its name being said. */
  isImplicit?(method: string): boolean;
  /** Each attribute that a method gives a value, with the text of that. */
  attributesOf?(method: SyntaxNode): Iterable<readonly [name: string, value: string]>;
}

/** What an attribute is given, as far as the words of it tell. */
interface Given {
  readonly name: string;
  readonly matters: boolean;
  readonly words: ReadonlySet<string>;
}

/** What can be told of a text alone. */
export interface TextFacts {
  readonly matters: boolean;
  words?: ReadonlySet<string>;
  /** The attributes that a method with this text gives a value, with the words of that. */
  attributes?: readonly Given[];
  /** Names that a method with this text assigns. */
  assigned?: ReadonlySet<string>;
}

/** Chooses from functions that were noted those that are to be lowered. */
export type Choice = (noted: readonly FunctionDefinition[]) => readonly FunctionDefinition[];

/**
 * @param statements - those at the top of the document
 * @param words - what tells code that matters from code that does not
 */
export function choiceFor(
  extent: Exclude<Extent, { readonly part: unknown }>,
  statements: readonly SyntaxNode[],
  words: Words,
): Choice {
  if (extent === 'everything') return (noted) => noted;
  if (extent === 'relevant' || ('scopes' in extent && extent.scopes.includes('module'))) {
    const relevance = new Relevance(statements, words);
    return (noted) => relevance.of(noted);
  }
  if ('outline' in extent) return (noted) => noted.filter(({ node }) => extent.outline.isLive(node));
  return (noted) => noted.filter((definition) => isIn(extent, definition));
}

/** Whether a function is of those that may be lowered at all. */
export function isIn(extent: Exclude<Extent, { readonly part: unknown }>, { id }: FunctionDefinition): boolean {
  if (typeof extent === 'string' || 'outline' in extent) return true;
  return extent.scopes.some((scope) => areNested(id, scope));
}

/** Whether one of two scopes is the other, or one is within the other. */
export function areNested(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** Names that matter, in the order in which that was found out. */
class Names {
  readonly list: string[] = [];
  private readonly known = new Set<string>();

  /** @param outer - names that matter besides, all of which are known */
  constructor(private readonly outer?: Names) {}

  get size(): number {
    return this.list.length + (this.outer?.size ?? 0);
  }

  add(name: string): void {
    if (this.known.has(name)) return;
    this.known.add(name);
    this.list.push(name);
  }

  /** @param asked - how many of the names are in none of the words */
  isAnyIn(words: ReadonlySet<string>, asked: number): boolean {
    const outer = this.outer?.size ?? 0;
    if (asked < outer && this.outer!.isAnyIn(words, asked)) return true;
    const first = Math.max(0, asked - outer);
    if (words.size < this.list.length - first) {
      for (const word of words) if (this.known.has(word)) return true;
      return false;
    }
    for (let index = first; index < this.list.length; index++) if (words.has(this.list[index]!)) return true;
    return false;
  }
}

/** The outermost function around a scope. */
function outermost(frame: Frame): Frame | undefined {
  let found: Frame | undefined;
  for (let near = frame; near.parent; near = near.parent) if (!near.isClass && !near.isNamespace) found = near;
  return found;
}

/**
 * Which of some functions have to be lowered for themselves, given the statements at the top of the document. A word of
 * a function that matters makes every other function matter that has it: helpers and shared values are found by name.
 */
export class Relevance {
  private readonly names = new Names();
  /** Statements outside of functions whose names matter if another does that is in them. */
  private readonly handingOn = new Set<SyntaxNode>();
  /** Those that matter in a function besides. */
  private readonly inner = new Map<Frame, Names>();
  /** How many names each function has been asked for. */
  private readonly askedOf = new Map<FunctionDefinition, number>();
  /** A text is long to look up by, and asked for in each round. */
  private readonly facts = new Map<SyntaxNode, TextFacts>();

  constructor(
    statements: readonly SyntaxNode[],
    private readonly language: Words,
    /** What is known of texts from other versions of the document. */
    private readonly texts?: Map<string, TextFacts>,
  ) {
    for (const statement of statements) {
      if (!this.factsOf(statement).matters) {
        if (language.handsOn?.(statement)) this.handingOn.add(statement);
        continue;
      }
      for (const name of language.namesOf(statement)) if (name !== '') this.names.add(name);
    }
  }

  /** What matters by another name does by that, too. */
  private handOn(): void {
    for (const statement of this.handingOn) {
      const facts = this.factsOf(statement);
      if (!this.names.isAnyIn((facts.words ??= wordsOf(statement.text)), 0)) continue;
      this.handingOn.delete(statement);
      for (const name of this.language.namesOf(statement)) if (name !== '') this.names.add(name);
    }
  }

  get relevantNames(): readonly string[] {
    return [...this.names.list].sort();
  }

  /** Those of the functions that matter; what they are called matters from now on: of one in another function, in that one. */
  of(functions: readonly FunctionDefinition[]): readonly FunctionDefinition[] {
    const found = new Set<FunctionDefinition>();
    const groups = new Map<Frame | undefined, FunctionDefinition[]>();
    for (const definition of functions) {
      const outer = outermost(definition.frame);
      const others = groups.get(outer);
      if (others) others.push(definition);
      else groups.set(outer, [definition]);
    }
    for (const [outer, members] of groups) this.gather(members, this.namesIn(outer), found);
    return functions.filter((definition) => found.has(definition));
  }

  private gather(functions: readonly FunctionDefinition[], names: Names, found: Set<FunctionDefinition>): void {
    for (let before = -1; before !== names.size + found.size;) {
      before = names.size + found.size;
      if (names === this.names) this.handOn();
      for (const definition of functions) {
        if (!found.has(definition)) {
          if (!this.isRelevant(definition, names)) continue;
          found.add(definition);
          this.addNames(definition, names);
        }
        if (definition.frame.isClass) this.addAttributes(definition.node, names);
      }
    }
  }

  /** Who makes an object of a class, or calls one, may say no more than what the class is called. */
  private addNames({ node, frame }: FunctionDefinition, names: Names): void {
    const name = node.field('name')?.text;
    if (name === undefined) return;
    names.add(name);
    const { classDefinition } = frame;
    if (!classDefinition || this.language.isImplicit?.(name) !== true) return;
    for (const { id } of [classDefinition, ...descendants(classDefinition)])
      names.add(id.slice(id.lastIndexOf('/') + 1).replace(/~\d+$/, ''));
  }

  private namesIn(outer: Frame | undefined): Names {
    if (!outer) return this.names;
    let own = this.inner.get(outer);
    if (!own) this.inner.set(outer, (own = new Names(this.names)));
    return own;
  }

  /** self.criterion = CrossEntropyLoss() makes whatever speaks of criterion matter, and so does self.criterion = made(). */
  private addAttributes(method: SyntaxNode, names: Names): void {
    const facts = this.factsOf(method);
    facts.attributes ??= [...(this.language.attributesOf?.(method) ?? [])].map(([name, value]) => ({
      name,
      matters: this.language.mayMatter(value),
      words: wordsOf(value),
    }));
    for (const { name, matters, words } of facts.attributes) {
      if (matters || names.isAnyIn(words, 0)) names.add(name);
    }
  }

  private isRelevant(definition: FunctionDefinition, names: Names): boolean {
    // Its outer function is being lowered, and shares its names with it.
    const { parent, isClass, isNamespace } = definition.frame;
    if (parent && !isClass && !isNamespace) return true;
    const facts = this.factsOf(definition.node);
    if (facts.matters) return true;
    const words = (facts.words ??= wordsOf(definition.node.text));
    // Names are only added, and those that were asked for in a round before are not in it.
    const asked = this.askedOf.get(definition) ?? 0;
    this.askedOf.set(definition, names.size);
    return names.isAnyIn(words, asked);
  }

  private factsOf(node: SyntaxNode): TextFacts {
    const known = this.facts.get(node);
    if (known) return known;
    const facts = this.factsOfText(node.text);
    this.facts.set(node, facts);
    return facts;
  }

  private factsOfText(text: string): TextFacts {
    const known = this.texts?.get(text);
    if (known) return known;
    const facts: TextFacts = { matters: this.language.mayMatter(text) };
    this.texts?.set(text, facts);
    return facts;
  }
}
