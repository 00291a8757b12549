// A call of a function of the text that computes logits on the way to a softmax and something else, as the lines of its body: what
// has effects is still run once, and in the same order.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { codeWith, replaceNode } from '../../shared/write/edits.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';
import type { Session } from '../../shared/lower/session.ts';
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isCheap } from './names.ts';
import { pieceOf } from './piece.ts';
import { isCodeOf, valueIn } from './sequences.ts';
import { hasComment, isExpression } from './statements.ts';
import { calledObject, isDirectly, isPlain, methodAround, renamed, statementsOf } from './unfold.ts';

export interface UnfoldedLines {
  /** A model of whose layers only some are called. */
  readonly model?: string | undefined;
  /** The call. */
  readonly call: SyntaxNode;
  /** Lines that compute the value, by the names where the call is. */
  readonly before: readonly string[];
  /** The lines of the body that follow. */
  readonly after: readonly string[];
  /** The name that has the value after those before. */
  readonly name: string;
  /** What the call gives, after all of them. */
  readonly whole: string;
  /** What the statement with the call still has to do, if some of its names have their values after those lines. */
  readonly instead?: string;
}

/** More lines than these are better kept in a function of their own. */
const most = 5;

/**
 * The nearest call on the way to a place that runs statements which compute a value; undefined where none can be unfolded.
 * @param fresh - a name that nothing has yet where the call is
 */
export function unfoldedLines(
  session: Session,
  at: Occurrence,
  term: Term,
  fresh: (wish: string) => string,
): UnfoldedLines | undefined {
  for (const place of upstream(at)) {
    const call = syntaxOf(place);
    if (!place.own || place.form !== 'inlined' || place.scope !== at.scope || call?.type !== 'call') continue;
    const way = [...upstream(place, (each) => each.own && each !== place)];
    for (const inner of way) {
      const isCode = inner.form === 'expression' || inner.form === 'inlined';
      if (inner.own || !isCode || inner.term !== term || !isDirectly(place, inner) || !isCodeOf(session, inner, way))
        continue;
      const part = syntaxOf(inner);
      const found =
        part && isExpression(part) && part.source === call.source ? unfold(session, call, part, fresh) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

interface Assignment {
  readonly names: readonly SyntaxNode[];
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
}

/** The code of a body, by names where its function is called. */
class Lines {
  readonly all: string[] = [];
  /** How many of them compute the value. */
  count: number | undefined;
  /** The name of the value. */
  name = '';
  model: string | undefined;

  constructor(
    private readonly session: Session,
    private readonly part: SyntaxNode,
    private readonly names: Map<string, Piece>,
    /** Names that stand for what is returned where the function is called. */
    private readonly targets: ReadonlyMap<string, string>,
    private readonly fresh: (wish: string) => string,
  ) {}

  /** @returns whether the argument could be written */
  give(parameter: string, argument: SyntaxNode): boolean {
    if (hasComment(argument)) return false;
    if (isCheap(argument)) this.names.set(parameter, pieceOf(argument));
    else this.line(this.named(parameter), oneLine(argument.text));
    return true;
  }

  /** @returns whether the statement could be written */
  assign({ names, left, right }: Assignment): boolean {
    const isSame = right.start === this.part.start && right.end === this.part.end;
    const isPart = this.count === undefined && isSame && valueIn(this.session, right).code === right.text;
    if (isPart && names.length !== 1) return false;
    const code = isPart ? renamed(right, this.names) : this.written(right);
    if (code === undefined) return false;
    const edits = names.map((target) => replaceNode(target, this.named(target.text)));
    this.line(codeWith(left, edits), code);
    if (isPart) this.reach(edits[0]!.text);
    return true;
  }

  /** Some code by the names where the call is; the value in it is given a name before that. */
  written(code: SyntaxNode): string | undefined {
    const isAround = code.start <= this.part.start && this.part.end <= code.end;
    if (!isAround || this.count !== undefined) return renamed(code, this.names);
    const value = valueIn(this.session, this.part, (node, inner) => renamed(node, this.names, inner));
    if (value.code === undefined) return undefined;
    const name = this.fresh('logits');
    this.line(name, value.code);
    this.model = value.model;
    this.reach(name);
    return renamed(code, this.names, { node: this.part, code: value.around(name) });
  }

  private named(name: string): string {
    const text = this.targets.get(name) ?? this.fresh(name);
    this.names.set(name, { text, binding: binding.atom });
    return text;
  }

  private line(name: string, code: string): void {
    this.all.push(`${name} = ${code}`);
  }

  private reach(name: string): void {
    this.count = this.all.length;
    this.name = name;
  }
}

function unfold(
  session: Session,
  call: SyntaxNode,
  part: SyntaxNode,
  fresh: (wish: string) => string,
): UnfoldedLines | undefined {
  const definition = methodAround(part);
  const isOpen = definition && isPlain(definition) && !hasComment(definition);
  const statements = isOpen ? [...statementsOf(definition)] : [];
  const last = statements.pop();
  const returned = last?.type === 'return_statement' ? last.named[0] : undefined;
  const assignments = statements.flatMap((statement) => assignmentIn(statement) ?? []);
  if (!definition || !returned || assignments.length !== statements.length || statements.length > most)
    return undefined;
  const given = parametersAt(call, definition);
  if (!given) return undefined;
  const kept = keptBy(call, returned, assignments);
  const lines = new Lines(session, part, new Map(), kept, fresh);
  if (![...given].every(([name, argument]) => lines.give(name, argument))) return undefined;
  if (!assignments.every((assignment) => lines.assign(assignment))) return undefined;
  const whole = lines.written(returned);
  if (whole === undefined || lines.count === undefined) return undefined;
  const [before, after] = [lines.all.slice(0, lines.count), lines.all.slice(lines.count)];
  const { parent } = call;
  const isValue = parent?.type === 'assignment' && parent.field('right')?.start === call.start;
  const result = returned.type === 'expression_list' && !isValue ? `(${whole})` : whole;
  const made = { model: lines.model, call, before, after, name: lines.name, whole: result };
  if (kept.size === 0) return made;
  const rest = elementsOf(returned).map((element, index) => ({
    element,
    target: elementsOf(parent!.field('left')!)[index]!,
  }));
  const others = rest.filter(({ element }) => !kept.has(element.text));
  const values = others.map(({ element }) => lines.written(element));
  if (others.length === 0) return { ...made, instead: '' };
  const instead = `${others.map(({ target }) => target.text).join(', ')} = ${values.join(', ')}`;
  return { ...made, instead };
}

/** Names of what is returned that can have, from the beginning, those that the statement with the call gives them. */
function keptBy(
  call: SyntaxNode,
  returned: SyntaxNode,
  assignments: readonly Assignment[],
): ReadonlyMap<string, string> {
  const { parent } = call;
  const left =
    parent?.type === 'assignment' && parent.field('right')?.end === call.end ? parent.field('left') : undefined;
  const isAlone = parent?.field('right')?.start === call.start && parent.parent?.type === 'expression_statement';
  const [targets, elements] = [left ? elementsOf(left) : [], elementsOf(returned)];
  const kept = new Map<string, string>();
  if (!isAlone || targets.length !== elements.length || targets.some(({ type }) => type !== 'identifier')) return kept;
  const words = wordsOf(call.text);
  const set = assignments.flatMap(({ names }) => names.map(({ text }) => text));
  for (const [index, { type, text }] of elements.entries()) {
    const target = targets[index]!.text;
    const isOnce =
      set.filter((name) => name === text).length === 1 && elements.filter((each) => each.text === text).length === 1;
    const isOnlyTarget = targets.filter((each) => each.text === target).length === 1;
    if (type === 'identifier' && isOnce && isOnlyTarget && !words.has(target)) kept.set(text, target);
  }
  return kept;
}

function elementsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return /^(expression_list|pattern_list|tuple|tuple_pattern)$/.test(node.type) ? node.named : [node];
}

function assignmentIn(statement: SyntaxNode): Assignment | undefined {
  const assignment =
    statement.type === 'expression_statement' && statement.named.length === 1 ? statement.named[0] : undefined;
  const [left, right] = [assignment?.field('left'), assignment?.field('right')];
  if (assignment?.type !== 'assignment' || !left || !right || right.type === 'assignment') return undefined;
  const names = elementsOf(left);
  return names.every(({ type }) => type === 'identifier') ? { names, left, right } : undefined;
}

/** What is given to each parameter, in the order of the call; undefined where that is not told by the call. */
function parametersAt(call: SyntaxNode, definition: SyntaxNode): ReadonlyMap<string, SyntaxNode> | undefined {
  const parameters = definition.field('parameters')?.named ?? [];
  const isMethod = definition.parent?.parent?.type === 'class_definition';
  const receiver = isMethod ? calledObject(call, definition) : undefined;
  if (hasComment(call) || (isMethod && !receiver) || (receiver && !isCheap(receiver))) return undefined;
  if (!isMethod && call.field('function')?.type !== 'identifier') return undefined;
  const given = new Map<string, SyntaxNode>();
  const names = parameters.map(nameOf);
  if (names.some((name) => name === undefined)) return undefined;
  let position = 0;
  const put = (name: string | undefined, value: SyntaxNode | undefined) => {
    if (name === undefined || !value || !names.includes(name) || given.has(name)) return false;
    given.set(name, value);
    return true;
  };
  if (receiver && !put(names[position++], receiver)) return undefined;
  for (const argument of call.field('arguments')?.named ?? []) {
    const keyword = argument.type === 'keyword_argument' ? argument.field('name')?.text : undefined;
    if (/splat|comprehension|generator/.test(argument.type)) return undefined;
    if (!put(keyword ?? names[position++], keyword === undefined ? argument : argument.field('value')))
      return undefined;
  }
  for (const [index, name] of names.entries()) {
    const usual = parameters[index]!.field('value');
    if (!given.has(name!) && !(usual && /^[-\w.]+$/.test(usual.text) && put(name, usual))) return undefined;
  }
  return given;
}

function nameOf(parameter: SyntaxNode): string | undefined {
  if (parameter.type === 'identifier') return parameter.text;
  if (/splat|separator|pattern/.test(parameter.type)) return undefined;
  return (parameter.field('name') ?? parameter.named[0])?.text;
}

function oneLine(code: string): string {
  return code.replace(/\s*[\r\n]\s*/g, ' ');
}
