// The maximum of what rounds take exponentials of, found by rounds of its own before them.
import type { SyntaxNode } from '../../syntax.ts';
import type { Session } from '../../shared/lower/session.ts';
import { indentBefore } from '../../shared/write/edits.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { isFunction } from '../lower/functions.ts';
import { requireRepeatable } from './effects.ts';
import {
  arrayOf,
  declaredIn,
  elementOf,
  mayBeNothing,
  nameOf,
  namesIn,
  takenOf,
  type Exponent,
  type Round,
} from './elements.ts';
import type { Parameter } from '../lower/parameters.ts';
import { wordsAt, wordsIn } from './names.ts';
import { takesNamed } from './conversions.ts';
import { isTyped, isUntyped } from './untyped.ts';
import { isOlder, lambda } from './older.ts';
import { preparationOf } from './preparation.ts';
import { requireMethods, sequenceOf } from './sequences.ts';

/**
 * @param exponent - undefined where it is the element itself
 * @param array - a name for what the rounds are for, where it needs one
 */
export function maximumOfRounds(
  session: Session,
  { node, callback }: Round,
  exponent: Exponent | undefined,
  name: string,
  array?: string,
): readonly string[] {
  if (callback) {
    const source = arrayOf(node)!;
    const code = array ?? source.text;
    const sequence = array === undefined ? sequenceOf(source) : 'array';
    if (sequence === 'once') requireMethods(sequence);
    const isByItself = node.field('function')?.field('object')?.start === source.start;
    if (isByItself && nameOf(node) === 'forEach' && sequenceOf(source) !== 'array')
      return [`let ${name} = -Infinity;`, ...ofEach(session, node, callback, exponent, name, code + dotOf(node))];
    if (!isByItself && /^(?:sum|mean)$/.test(nameOf(node) ?? ''))
      return [`const ${name} = ${mostOf(session, node, callback, exponent, code)} ?? -Infinity;`];
    // x.map(f) has shown x to be an array, or an iterator; of a function of a library anything may be.
    if (array === undefined) requireReducible(node, source);
    const most = `${code}${dotOf(node)}reduce(${ofCallback(session, node, callback, exponent)}, -Infinity)`;
    return [`const ${name} = ${mayBeNothing(node) ? `${most} ?? -Infinity` : most};`];
  }
  return [`let ${name} = -Infinity;`, ...ofLoop(session, node, exponent!, name, array)];
}

/** Throws `Withheld` where what the rounds are for is not to be gone through by `reduce`. */
function requireReducible(call: SyntaxNode, source: SyntaxNode): void {
  const sequence = sequenceOf(source);
  if (sequence !== 'arrays' || nameOf(call) !== 'reduce') requireMethods(sequence);
}

/** d3.max(x, f), which leaves out what is NaN as `sum` does. */
function mostOf(
  session: Session,
  call: SyntaxNode,
  callback: SyntaxNode,
  exponent: Exponent | undefined,
  array: string,
): string {
  const max = `${call.field('function')!.field('object')!.text}.max`;
  if (!exponent || exponent.code === elementOf(call, callback)?.name) return `${max}(${array})`;
  const { parameters, before } = takenOf(session, call, callback, exponent.node);
  requireRepeatable(session, [...before, exponent.node], declaredIn(before));
  const prepared = before.map(({ text }) => `${text} `).join('');
  const code = prepared === '' ? exponent.code : `{ ${prepared}return ${exponent.code}; }`;
  return `${max}(${array}, (${parameters}) => ${code})`;
}

/** x.forEach((v) => { … }), of what may have no other method. */
function ofEach(
  session: Session,
  call: SyntaxNode,
  callback: SyntaxNode,
  exponent: Exponent | undefined,
  name: string,
  array: string,
): readonly string[] {
  const simple = !exponent || !isFunction(callback);
  const { element, parameters, before } = simple
    ? { element: { name: 'v' }, parameters: untypedElement(call), before: [] }
    : takenOf(session, call, callback, exponent.node);
  if (exponent && !simple) requireRepeatable(session, [...before, exponent.node], declaredIn(before));
  return [
    `${array}forEach(${isOlder(call) ? `function (${parameters})` : `(${parameters}) =>`} {`,
    ...before.map(({ text }) => `  ${text}`),
    `  ${name} = Math.max(${name}, ${simple ? element.name : exponent.code});`,
    '});',
  ];
}

/** The callback that takes the larger of what there is so far and an exponent. */
function ofCallback(session: Session, call: SyntaxNode, callback: SyntaxNode, exponent: Exponent | undefined): string {
  const only = elementOf(call, callback);
  if (!exponent || (exponent.code === only?.name && !only.default)) {
    const type = typeOf(call, only);
    const seen = wordsAt(call);
    const [a, b] = seen.has('a') || seen.has('b') ? [carriedBeside(seen), 'v'] : ['a', 'b'];
    return lambda(call, type === undefined ? `${a}, ${b}` : `${a}: number, ${b}: ${type}`, `Math.max(${a}, ${b})`);
  }
  const { element, parameters: taken, before } = takenOf(session, call, callback, exponent.node);
  requireRepeatable(session, [...before, exponent.node], declaredIn(before));
  const prepared = before.map(({ text }) => `${text} `);
  const words = wordsIn([...prepared, exponent.code].join(' '));
  const carried = carriedBeside(new Set([...words, ...namesIn(element), ...wordsAt(call)]));
  const largest = `Math.max(${carried}, ${exponent.code})`;
  // Of elements that are made numbers, what is carried would be taken for one that is not.
  const isToBeTyped = element.annotation || (isTyped(call) && takesNamed(exponent.node, element.name));
  const parameters = `${carried}${isToBeTyped ? ': number' : ''}, ${taken}`;
  if (prepared.length === 0) return lambda(call, parameters, largest);
  const body = `{ ${prepared.join('')}return ${largest}; }`;
  return isOlder(call) ? `function (${parameters}) ${body}` : `(${parameters}) => ${body}`;
}

/** A name for the largest so far that hides nothing. */
function carriedBeside(words: ReadonlySet<string>): string {
  const wishes = ['a', 'm', 'largest', 'most'];
  return wishes.find((word) => !words.has(word)) ?? 'largest2';
}

/** What stands between the code of an array and the name of its method: a?.map(f). */
function dotOf(call: SyntaxNode): string {
  return call.field('function')?.children.some(({ text }) => text === '?.') ? '?.' : '.';
}

/** The type that is to be written for an element, which TypeScript would not know. */
function typeOf(call: SyntaxNode, element: Parameter | undefined): string | undefined {
  const annotation = element?.annotation?.text.replace(/^:\s*/, '');
  if (annotation !== undefined) return annotation;
  return element === undefined && isUntyped(arrayOf(call)?.text ?? '', call) ? 'number' : undefined;
}

/** The parameter of a callback that is given elements. */
export function untypedElement(call: SyntaxNode): string {
  return isUntyped(arrayOf(call)?.text ?? '', call) ? 'v: number' : 'v';
}

function ofLoop(
  session: Session,
  loop: SyntaxNode,
  exponent: Exponent,
  name: string,
  array: string | undefined,
): readonly string[] {
  const body = loop.field('body')!;
  const why = 'the exponent is computed in the loop';
  const before =
    body.type === 'statement_block' ? preparationOf(session, body, exponent.node, why, loop.field('right')) : [];
  requireRepeatable(session, [...before, exponent.node], declaredIn(before));
  if (/^for\s+await\b/.test(loop.text)) throw new Withheld('the elements are awaited');
  const { text } = loop.source;
  const sequence = array === undefined ? undefined : loop.field('right');
  const header = sequence
    ? `${text.slice(loop.start, sequence.start)}${array}${text.slice(sequence.end, body.start)}`.trimEnd()
    : text.slice(loop.start, body.start).trimEnd();
  const step = `${name} = Math.max(${name}, ${exponent.code});`;
  const [first] = before;
  if (!first) return [`${header} ${step}`];
  const outer = indentBefore(text, loop.start) ?? '';
  const indent = indentBefore(text, first.start);
  const inner = indent?.startsWith(outer) ? indent.slice(outer.length) : '  ';
  return [`${header} {`, ...before.map((statement) => inner + statement.text), inner + step, '}'];
}
