// Whether what logarithms of an array are written with is the same array, in the same order, with the same numbers in it.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { isWithin, partsOf, rootOf } from '../../shared/around.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { isChangedWithin, readsChangeable } from '../../shared/write/steady.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { isFunction } from '../lower/functions.ts';
import { isScope } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { wordsIn } from './names.ts';
import { functionOf } from './statements.ts';

const changed = 'what it is computed from may have been changed since';

/**
 * @param from - where the new code begins
 * @throws Withheld where that is not told
 */
export function requireSteady(at: Occurrence, node: SyntaxNode, code: string, from: number): void {
  const names = new Set(wordsIn(code));
  const nodes = [...upstream(at)].flatMap((place) => {
    const source = syntaxOf(place);
    if (source?.type === 'identifier' && place.own) names.add(source.text);
    return source ?? [];
  });
  if (readsChangeable(at)) throw new Withheld(changed);
  if (nodes.some(isKeyedOrBackwards)) throw new Withheld('its values may be in another order');
  if (nodes.some(mayTakeDefault)) throw new Withheld('a default may be taken in the function that is called');
  const making = makingOf(at);
  const home = madeIn(node, making);
  const later = functionsAround(node).filter((each) => home && each !== home && isWithin(each, home));
  if (later.some((each) => !isCalledAtOnce(each))) throw new Withheld(changed);
  const definition = home ?? functionOf(node);
  requireNothingBetween(node, definition, making, from);
  // const { logits, state } = … makes a name, and hands nothing on.
  const before = definition.source.text
    .slice(definition.start, node.start)
    .replace(/\b(?:const|let|var)\s*(?:\{[^{}]*\}|\[[^[\]]*\])\s*=/g, '=');
  const arrays = [...wordsIn(code)].filter((name) => code.includes(`${name}[`) || code.includes(`${name}.`));
  if (arrays.some((name) => isHandedOn(before, name))) throw new Withheld(changed);
  const inner = [...partsOf(definition)].filter(
    (part) => part !== definition && isScope(part) && !isWithin(node, part) && !isCalledAtOnce(part),
  );
  if (inner.some((part) => isChangedWithin(part, names))) throw new Withheld(changed);
}

/** @throws Withheld where what a whole array is computed from may be changed by a function that is given, or while it waits */
export function requireAlone(at: Occurrence, node: SyntaxNode, from: number): void {
  const making = makingOf(at);
  const home = madeIn(node, making);
  if (home) requireNothingBetween(node, home, making, from);
}

/** Where the exponentials are taken. */
function makingOf(at: Occurrence): readonly SyntaxNode[] {
  return [...upstream(at)].flatMap((place) => {
    const isMade = place.form === 'inlined' || (place.term.kind === 'map' && place.term.name === 'exp');
    return (isMade && place.own && syntaxOf(place)) || [];
  });
}

/** The innermost function around some code in which the exponentials are taken. */
function madeIn(node: SyntaxNode, making: readonly SyntaxNode[]): SyntaxNode | undefined {
  return functionsAround(node).find((each) =>
    making.some((other) => other.source === each.source && isWithin(other, each)),
  );
}

function requireNothingBetween(
  node: SyntaxNode,
  definition: SyntaxNode,
  making: readonly SyntaxNode[],
  from: number,
): void {
  const between = codeSince(node, definition, making, from);
  if (/\b(?:await|yield)\b/.test(between) || callsGiven(definition, between))
    throw new Withheld('other code may run in between');
}

function functionsAround(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at = node.parent; at; at = at.parent) if (isScope(at) || !at.parent) found.push(at);
  return found;
}

const atOnce = /^(?:map|forEach|reduce|reduceRight|filter|flatMap|some|every|find|findIndex|from|sort|sum|sumBy|mean)$/;

/** Whether a function is a callback that the call it stands in runs, and nothing else. */
function isCalledAtOnce(node: SyntaxNode): boolean {
  const call = node.parent?.type === 'arguments' ? node.parent.parent : undefined;
  return isFunction(node) && atOnce.test(call?.field('function')?.field('property')?.text ?? '');
}

/** The code of a function that may run between what is made in it and some other code, in another round of a loop as well. */
function codeSince(node: SyntaxNode, definition: SyntaxNode, making: readonly SyntaxNode[], from: number): string {
  const opens = definition.field('body')?.start ?? definition.start;
  const made = making.filter((other) => other.source === definition.source && isWithin(other, definition));
  let start = made.length === 0 ? opens : Math.max(opens, Math.min(...made.map((other) => other.start)));
  let end = node.start;
  for (let at = node.parent; at && at !== definition; at = at.parent) {
    if (!/^(?:for|while|do)_/.test(at.type)) continue;
    const loop = at;
    const isAnew = made.length > 0 && made.every((other) => isWithin(other, loop) && other.end <= node.start);
    if (isAnew && from > loop.start) break;
    start = Math.min(start, loop.start);
    end = loop.end;
  }
  return definition.source.text.slice(start, end);
}

/** Whether a function calls what it is given in some code. */
function callsGiven(definition: SyntaxNode, code: string): boolean {
  const parameters = isScope(definition) ? parametersOf(definition) : [];
  return parameters.some(({ name }) => {
    const word = name.replaceAll('$', String.raw`\$`);
    return /^[\w$]+$/.test(name) && new RegExp(String.raw`(?<![\w$.])${word}\(`).test(code);
  });
}

/** Whether an array is put into another one, into an object, or is what a method is bound to: it may be changed there. */
function isHandedOn(code: string, name: string): boolean {
  if (!/^[\w$]+$/.test(name)) return false;
  const word = name.replaceAll('$', String.raw`\$`);
  const literal = String.raw`(?<![\w$\])])\[\s*${word}\s*[\],]|\{\s*${word}\s*[,}]|:\s*${word}\s*[,}]`;
  return new RegExp(String.raw`${literal}|\bnew [A-Z]\w*\(\s*${word}\s*[,)]|(?<![\w$.])${word}[.]\w+[.]bind\(`).test(
    code,
  );
}

/** for (let i = n - 1; i >= 0; i--) p.push(…), new Map(…), Object.fromEntries(…) */
function isKeyedOrBackwards(node: SyntaxNode): boolean {
  if (node.type === 'new_expression') return /^(?:Weak)?(?:Map|Set)$/.test(node.field('constructor')?.text ?? '');
  const callee = node.type === 'call_expression' ? node.field('function')?.text : undefined;
  if (callee === 'Object.fromEntries' || callee === 'Object.entries') return true;
  for (let at: SyntaxNode | undefined = node; at && !isScope(at); at = at.parent) {
    if (at.type === 'for_statement' && /--|-=/.test(at.field('increment')?.text ?? '')) return /\.push\(/.test(at.text);
  }
  return false;
}

/** f(x, t), of a function f(x, t = 1), where t may be undefined. */
function mayTakeDefault(node: SyntaxNode): boolean {
  const callee = node.type === 'call_expression' ? node.field('function') : undefined;
  const name = callee && (callee.field('property') ?? callee).text;
  if (name === undefined) return false;
  const given = node.field('arguments')?.named ?? [];
  return [...partsOf(rootOf(node))].some((part) => {
    if (!isScope(part) || (part.field('name')?.text ?? part.parent?.field('name')?.text) !== name) return false;
    return parametersOf(part).some(({ default: usual }, index) => {
      const argument = usual?.type === 'number' ? given[index] : undefined;
      return (
        argument !== undefined &&
        /^(?:identifier|member_expression|undefined)$/.test(argument.type) &&
        !isTyped(argument)
      );
    });
  });
}

/** Whether a name is declared with a type, which would say undefined. */
function isTyped({ text, source }: SyntaxNode): boolean {
  const word = text.replace(/[$.]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w$.])${word}\s*:\s*\w|(?:const|let)\s+${word}\s*=`).test(source.text);
}
