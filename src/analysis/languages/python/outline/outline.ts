// What of a document can have to do with anything that a rule looks for, told from words before anything is lowered, with
// every doubt in favour of yes.
import type { Outline } from '../../frontEnd.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { parametersOf } from '../lower/parameters.ts';
import { statementsOf } from '../prefilter.ts';
import { isImplicit, words } from '../lower/relevance.ts';
import { linesOf, tokensOf, type Holds, type Line, type Tokens } from './lines.ts';
import { isHandedOn, sliceOf, type Slice } from './slice.ts';

/** Calls are followed three deep; one more for what stands in attributes. */
const rounds = 4;

interface Part {
  readonly definition: SyntaxNode;
  readonly name: string;
  /** The class that it is a method of. */
  readonly ofClass: string | undefined;
  readonly tokens: Tokens;
  readonly holding: Line['holding'];
  lines: readonly Line[] | undefined;
  slice: Slice | undefined;
  copy: Slice | undefined;
  /** How many names were known when it was sliced; they only become more. */
  slicedAt?: number;
}

export class StatementOutline implements Outline {
  private readonly parts = new Map<SyntaxNode, Part>();
  private readonly bodies = new Map<SyntaxNode, Part>();
  private readonly names = {
    anything: new Set<string>(),
    logarithms: new Set<string>(),
    takers: new Set<string>(),
  };
  /** Names of what is called where there is anything that a rule looks for, which may be given that. */
  private readonly called = new Set<string>();
  private readonly holds: Holds;
  private readonly lambdas = new Map<SyntaxNode, boolean>();

  constructor(roots: readonly SyntaxNode[]) {
    const around: Line[] = [];
    this.holds = statementsOf(roots.map(({ source }) => source.text).join('\n'));
    for (const root of roots) this.gather(root, undefined, around);
    const { anything, logarithms, takers } = this.names;
    for (let round = 0; round < rounds; round++) {
      const before = this.known;
      for (const line of around) {
        const isHot =
          line.holding === 'anything' ||
          some(line.tokens, (each) => anything.has(each) || isHandedOn(each, line, takers));
        const isWarm = line.holding === 'logarithms' || some(line.tokens, (each) => logarithms.has(each));
        if (isHot || isWarm) for (const each of line.bound) (isHot ? anything : logarithms).add(each);
        if (isHot) for (const each of line.called) this.called.add(each);
      }
      for (const part of this.parts.values()) this.look(part);
      if (this.known === before) break;
    }
  }

  /** How much of the text of the functions can have to do with anything that a rule looks for: from 0 to 1. */
  get share(): number {
    let [all, live] = [0, 0];
    for (const { definition, slice, lines } of this.parts.values()) {
      const length = definition.end - definition.start;
      all += length;
      if (slice?.matters !== true || !lines) continue;
      live += (length * (lines.length - slice.idle.size)) / Math.max(lines.length, 1);
    }
    return all === 0 ? 0 : live / all;
  }

  /** Whether a function can hold anything that a rule looks for. */
  isLive(definition: SyntaxNode): boolean {
    if (definition.type !== 'lambda') return this.isLiveByText(definition);
    // A lambda that another gives back is all that is in that one: of many in each other the text is read once.
    let whole = definition;
    while (whole.parent?.type === 'lambda' && !this.lambdas.has(whole)) whole = whole.parent;
    const isLive = this.lambdas.get(whole) ?? this.isLiveByText(whole);
    this.lambdas.set(definition, isLive);
    return isLive;
  }

  private isLiveByText(definition: SyntaxNode): boolean {
    const part = this.parts.get(definition);
    if (part) return part.slice?.matters === true;
    // Within another function it matters where the statement does that it stands in.
    const around: SyntaxNode[] = [definition];
    for (let outer = definition.parent; outer; outer = outer.parent) {
      const whole = this.parts.get(outer);
      if (whole) return around.some((node) => whole.slice?.inner.has(node) === true);
      around.push(outer);
    }
    return this.holds(definition.text) !== 'nothing' || some(tokensOf(definition.text), (each) => this.isNamed(each));
  }

  private isNamed(token: string): boolean {
    const { anything, logarithms, takers } = this.names;
    return anything.has(token) || logarithms.has(token) || takers.has(token);
  }

  /** Statements of a block that are not needed. */
  idleIn(body: SyntaxNode, isCopy: boolean): ReadonlySet<SyntaxNode> | undefined {
    const part = this.bodies.get(body);
    if (!part) return undefined;
    if (!isCopy) return (part.slice ??= this.sliceOf(part, false)).idle;
    return (part.copy ??= this.sliceOf(part, true)).idle;
  }

  private gather(block: SyntaxNode, ofClass: string | undefined, around: Line[]): void {
    const others: SyntaxNode[] = [];
    for (const statement of block.named) {
      const definition = statement.type === 'decorated_definition' ? statement.field('definition') : statement;
      const body = definition?.field('body');
      if (definition?.type === 'function_definition' && body) {
        const name = definition.field('name')?.text ?? '';
        const part = {
          definition,
          name,
          ofClass,
          tokens: tokensOf(statement.text),
          holding: this.holds(statement.text),
          lines: undefined,
        };
        const full: Part = { ...part, slice: undefined, copy: undefined };
        this.parts.set(definition, full);
        this.bodies.set(body, full);
      } else if (definition?.type === 'class_definition' && body) {
        const name = definition.field('name')?.text ?? '';
        const bases = definition.field('superclasses')?.text ?? '';
        around.push(lineOf(statement, tokensOf(bases), new Set([name])));
        this.gather(body, name, around);
      } else others.push(statement);
    }
    for (const statement of others) {
      for (const line of linesOf([statement], this.holds)) {
        const bound = line.node.type.startsWith('import') ? this.imported(line) : line.bound;
        around.push(ofClass === undefined ? { ...line, bound } : { ...line, bound: dotted(bound) });
      }
    }
  }

  private imported({ node }: Line): Tokens {
    return new Set(words.mayMatter(node.text) ? words.namesOf(node) : []);
  }

  private look(part: Part): void {
    const { anything, logarithms, takers } = this.names;
    const speaks = part.holding !== 'nothing' || some(part.tokens, (each) => this.isNamed(each)) || this.isGiven(part);
    if (part.slice?.matters !== true && !speaks) return;
    const { known } = this;
    if (part.slicedAt === known) return;
    part.slicedAt = known;
    part.slice = this.sliceOf(part, false);
    part.copy = undefined;
    const { gives, takes, leaves, calls } = part.slice;
    for (const each of calls) this.called.add(each);
    for (const each of leaves.anything) anything.add(each);
    for (const each of leaves.logarithms) logarithms.add(each);
    if (!gives && !takes) return;
    const { name, ofClass } = part;
    const named = gives ? anything : takers;
    named.add(ofClass === undefined ? name : `.${name}`);
    // What is made of a class with such a method is called later.
    if (ofClass !== undefined && isImplicit(name)) (name === '__init__' ? named : anything).add(ofClass);
  }

  private sliceOf(part: Part, isCopy: boolean): Slice {
    part.lines ??= linesOf(part.definition.field('body')!.named, this.holds);
    const parameters = parametersOf(part.definition).map(({ name }) => name);
    const self = part.ofClass === undefined || isStatic(part.definition) ? undefined : parameters[0];
    const given = this.isGiven(part) ? parameters.filter((each) => each !== self) : [];
    return sliceOf(part.lines, this.names, new Set(parameters), self, isCopy, given);
  }

  /** Whether a call may give a function anything that a rule looks for. */
  private isGiven({ name, ofClass }: Part): boolean {
    return this.called.has(ofClass !== undefined && name === '__init__' ? ofClass : name);
  }

  /** How much is known: it only becomes more. */
  private get known(): number {
    const { anything, logarithms, takers } = this.names;
    return anything.size + logarithms.size + takers.size + this.called.size;
  }
}

/** Whether a method is given no object. */
function isStatic({ parent }: SyntaxNode): boolean {
  const decorators =
    parent?.type === 'decorated_definition' ? parent.named.filter(({ type }) => type === 'decorator') : [];
  return decorators.some(({ text }) => /\bstaticmethod\b/.test(text));
}

function lineOf(node: SyntaxNode, tokens: Tokens, bound: Tokens): Line {
  return { node, kind: 'binds', around: [], tokens, bound, called: new Set(), holding: 'nothing', tests: false };
}

function dotted(tokens: Tokens): Tokens {
  return new Set([...tokens].map((each) => (each.startsWith('.') ? each : `.${each}`)));
}

function some(tokens: Tokens, isIt: (token: string) => boolean): boolean {
  for (const each of tokens) if (isIt(each)) return true;
  return false;
}
