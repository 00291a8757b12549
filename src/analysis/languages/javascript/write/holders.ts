// What names in some code may hold: the same object as others, or one that has theirs in it. Whoever changes one changes all of these.
import { partsOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** An object, as far as names tell objects apart: all that may be the same are one. */
interface Cell {
  parent: Cell | undefined;
  /** What its properties are by their names, and all of its elements together. */
  content: Map<string, Cell>;
}

/** What the elements of an array are called, and properties whose name is computed. */
const elements = '[]';

const alike = /^(?:subarray|freeze|seal|reverse|sort|fill|copyWithin)$/;
const partial = /^(?:get|at|pop|shift|find|next)$/;
const copying = /^(?:slice|concat|filter|map|flatMap|values|entries|from|of|toSorted|toReversed)$/;
const storing = /^(?:push|unshift|add|set|splice|fill)$/;

/** After B. Steensgaard, "Points-to Analysis in Almost Linear Time" (1996): by assignments in any order. */
export class Holders {
  private readonly named = new Map<string, Cell>();

  constructor(private readonly around: SyntaxNode) {
    for (const part of partsOf(around)) this.read(part);
  }

  /** The object that an expression gives, if it may be one that has a name. */
  objectOf(node: SyntaxNode): object | undefined {
    const cell = this.given(node);
    return cell && found(cell);
  }

  /** What a call hands on by an expression: the object, and what is in it. */
  reachedFrom(node: SyntaxNode): readonly object[] {
    const reached = new Set<Cell>();
    const queue = [this.given(node)];
    for (let cell = queue.pop(); cell; cell = queue.pop()) {
      const whole = found(cell);
      if (reached.has(whole)) continue;
      reached.add(whole);
      queue.push(...whole.content.values());
    }
    return [...reached];
  }

  private read(node: SyntaxNode): void {
    switch (node.type) {
      case 'variable_declarator':
        if (node.field('value')?.type === 'this') this.readOwn(node.field('name'));
        else this.bind(node.field('name'), this.given(node.field('value')));
        return;
      case 'assignment_expression':
        this.bind(node.field('left'), this.given(node.field('right')));
        return;
      case 'for_in_statement':
        if (node.children.some(({ text }) => text === 'of'))
          this.bind(node.field('left'), this.within(node.field('right')));
        return;
      case 'call_expression':
        this.readCall(node);
        return;
      default:
    }
  }

  /** const { p } = this */
  private readOwn(pattern: SyntaxNode | undefined): void {
    for (const part of pattern?.named ?? [])
      if (part.type === 'shorthand_property_identifier_pattern')
        join(this.cell(part.text), this.cell(`this.${part.text}`));
  }

  private readCall(call: SyntaxNode): void {
    const callee = call.field('function');
    const given = call.field('arguments')?.named ?? [];
    const object = callee?.type === 'member_expression' ? callee.field('object') : undefined;
    const method = callee?.field('property')?.text ?? '';
    if (object && storing.test(method)) for (const each of given) join(content(this.given(object)), this.given(each));
    if (method === 'assign' && given[0])
      for (const each of given) join(content(this.given(given[0])), this.within(each));
    // rows.forEach((row, i, all) => …)
    const [callback] = given;
    if (!object || !callback || !/^arrow_function$|function/.test(callback.type)) return;
    const parameters = patternsOf(callback);
    const at = /^reduce/.test(method) ? 1 : 0;
    this.bind(parameters[at], this.within(object));
    this.bind(parameters[at + 2], this.given(object));
  }

  private bind(pattern: SyntaxNode | undefined, value: Cell | undefined): void {
    if (!pattern || !value) return;
    switch (pattern.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        join(this.cell(pattern.text), value);
        return;
      case 'member_expression':
      case 'subscript_expression':
        join(this.given(pattern), value);
        return;
      case 'object_pattern':
      case 'array_pattern':
        for (const part of pattern.named)
          this.bind(part, part.type === 'rest_pattern' ? value : content(value, nameIn(part)));
        return;
      case 'pair_pattern':
        this.bind(pattern.field('value'), value);
        return;
      case 'assignment_pattern':
      case 'object_assignment_pattern':
        this.bind(pattern.field('left'), value);
        return;
      case 'rest_pattern':
        this.bind(pattern.named[0], value);
        return;
      default:
    }
  }

  private within(node: SyntaxNode | undefined, name = elements): Cell | undefined {
    return content(this.given(node), name);
  }

  private given(node: SyntaxNode | undefined): Cell | undefined {
    switch (node?.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return this.cell(node.text);
      case 'member_expression':
        return this.member(node);
      case 'subscript_expression':
        return this.within(node.field('object'));
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
      case 'spread_element':
        return this.given(node.named[0]);
      case 'ternary_expression':
        return either(this.given(node.field('consequence')), this.given(node.field('alternative')));
      case 'binary_expression':
        return /^(?:\?\?|\|\||&&)$/.test(node.field('operator')?.text ?? '')
          ? either(this.given(node.field('left')), this.given(node.field('right')))
          : undefined;
      case 'assignment_expression':
        return either(this.given(node.field('left')), this.given(node.field('right')));
      case 'array':
      case 'object':
        return this.display(node);
      case 'call_expression':
        return this.call(node);
      case 'new_expression':
        return this.made(node);
      default:
        return undefined;
    }
  }

  private member(node: SyntaxNode): Cell | undefined {
    const object = node.field('object');
    const name = node.field('property')?.text ?? '';
    if (object?.type === 'this') return this.cell(`this.${name}`);
    // All that is seen through one buffer is one.
    return name === 'buffer' ? this.given(object) : this.within(object, name);
  }

  private display(node: SyntaxNode): Cell {
    const whole: Cell = empty();
    for (const part of node.named) {
      if (part.type === 'spread_element') spread(this.given(part.named[0]), whole);
      else join(content(whole, nameIn(part)), this.given(part.type === 'pair' ? part.field('value') : part));
    }
    return whole;
  }

  private call(node: SyntaxNode): Cell | undefined {
    const callee = node.field('function');
    if (callee?.type !== 'member_expression') return undefined;
    const [first] = node.field('arguments')?.named ?? [];
    const method = callee.field('property')?.text ?? '';
    const object = callee.field('object');
    const isOfClass = /^(?:Object|Array|Float32Array|Float64Array)$/.test(object?.text ?? '');
    const of = isOfClass ? first : object;
    if (alike.test(method)) return this.given(of);
    if (partial.test(method)) return this.within(of);
    if (!copying.test(method)) return undefined;
    const copy = empty();
    const copied = this.given(of);
    if (copied) for (const each of found(copied).content.values()) join(content(copy), each);
    return copy;
  }

  /** new Float64Array(buffer, 8) is another view of it, new Map([[k, p]]) holds p. */
  private made(node: SyntaxNode): Cell {
    const given = node.field('arguments')?.named ?? [];
    const [first] = given;
    const isView = /^(?:DataView|\w+Array)$/.test(node.field('constructor')?.text ?? '');
    if (isView && first && this.isBuffer(first)) return this.given(first) ?? empty();
    const made: Cell = empty();
    if (!isView) {
      for (const each of given) {
        join(content(made), this.given(each));
        join(content(made), this.within(each));
      }
    }
    return made;
  }

  private isBuffer(node: SyntaxNode): boolean {
    if (node.type === 'member_expression') return node.field('property')?.text === 'buffer';
    const name = node.text.replaceAll('$', String.raw`\$`);
    return new RegExp(String.raw`\b${name}\s*=\s*new (?:Shared)?ArrayBuffer\b|\{\s*buffer\b[^}]*\}\s*=`).test(
      this.around.text,
    );
  }

  private cell(name: string): Cell {
    const known = this.named.get(name) ?? empty();
    this.named.set(name, known);
    return known;
  }
}

const known = new WeakMap<SyntaxNode, Holders>();

/** Those of some code, which is gone through once. */
export function holdersIn(around: SyntaxNode): Holders {
  const holders = known.get(around) ?? new Holders(around);
  known.set(around, holders);
  return holders;
}

function patternsOf(callback: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  const given = callback.field('parameters')?.named ?? [callback.field('parameter')];
  return given.map((each) => (each?.type === 'required_parameter' ? each.field('pattern') : each));
}

function found(cell: Cell): Cell {
  let at = cell;
  while (at.parent) at = at.parent;
  return at;
}

function empty(): Cell {
  return { parent: undefined, content: new Map() };
}

function content(cell: Cell | undefined, name = elements): Cell | undefined {
  if (!cell) return undefined;
  const whole = found(cell);
  const known = whole.content.get(name);
  if (known) return found(known);
  const made = empty();
  whole.content.set(name, made);
  return made;
}

/** By which name a part of a display or a pattern is read: elements have none. */
function nameIn(part: SyntaxNode): string {
  if (part.type === 'pair' || part.type === 'pair_pattern') return part.field('key')?.text ?? elements;
  if (part.type === 'object_assignment_pattern') return part.field('left')?.text ?? elements;
  return part.type.startsWith('shorthand_property') ? part.text : elements;
}

function spread(from: Cell | undefined, to: Cell): void {
  if (!from) return;
  for (const [name, each] of found(from).content) join(content(to, name), each);
}

function either(one: Cell | undefined, other: Cell | undefined): Cell | undefined {
  join(one, other);
  return one ?? other;
}

function join(one: Cell | undefined, other: Cell | undefined): void {
  if (!one || !other) return;
  const [a, b] = [found(one), found(other)];
  if (a === b) return;
  const within = b.content;
  b.parent = a;
  b.content = new Map();
  for (const [name, each] of within) {
    // The first may have been joined to others by now.
    const known = found(a).content;
    if (known.has(name)) join(known.get(name), each);
    else known.set(name, each);
  }
}
