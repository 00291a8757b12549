// Attributes that new code reads in one method, where a value was computed of them in another: what changes them in between is not run here.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { partsOf, rootOf } from '../around.ts';
import { syntaxOf } from '../lower/frame.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { Withheld } from './withheld.ts';

const changed = 'an attribute may have been changed since';

/**
 * @param notes - told that other methods decide as well
 * @throws Withheld where an attribute in the code is changed elsewhere than where objects are made, or before the value was
 */
export function requireSameAttributes(at: Occurrence, code: string, notes?: { isLocal: boolean }): void {
  const places = [...upstream(at)];
  const made = places.find(({ own, scope }) => own && scope !== at.scope && !at.scope.startsWith(`${scope}/`));
  const source = made && syntaxOf(made);
  if (!source) return;
  // What is read here anyway is read when it was.
  const here = new Set(places.filter(({ scope }) => scope === at.scope).map((place) => syntaxOf(place)?.text));
  const read = [...code.matchAll(/\b(?:self|this)\.([\w$]+)/g)].filter(([whole]) => !here.has(whole));
  const names = new Set(read.map(([, name]) => name!));
  if (notes && names.size > 0) notes.isLocal = false;
  // What was there before the first time is another value.
  const whole = /\b(?:self|this)\.([\w$]+)$/.exec(wholeOf(places, at.scope, made) ?? '')?.[1];
  if (names.size > 0 && whole !== undefined && isSetElsewhere(whole, source)) throw new Withheld(changed);
  if ([...names].some((name) => isChanged(name, source))) throw new Withheld(changed);
}

/** The code by which a value that was made elsewhere is read here. */
function wholeOf(places: readonly Occurrence[], scope: string, made: Occurrence): string | undefined {
  const read = places.find((place) => place.scope === scope && place.operands.includes(made));
  return read && syntaxOf(read)?.text;
}

/** Whether it is given a value at another place, too. */
function isSetElsewhere(name: string, made: SyntaxNode): boolean {
  return placesOf(String.raw`[.]${escaped(name)}\s*=(?![=>])(?!\s*(?:None|null|undefined)\b)`, made).length > 1;
}

const changes = String.raw`\b(?:\[[^\]\n]*\])*\s*(?:(?:[-+*/%&|^@]|\*\*|//)?=(?![=>])|\+\+|--|[.](?:push|append|extend|fill|set|copy_|add_|sub_|mul_|data)\b)`;

/** Whether it is changed elsewhere than in what makes objects, or before something is made in one method. */
function isChanged(name: string, made: SyntaxNode): boolean {
  const methods = within(made, /^(?:function_definition|method_definition)$/);
  const makers = methods.filter((method) => /^(?:__init__|constructor)$/.test(method.field('name')?.text ?? ''));
  const home = methods.find((method) => holds(method, made.start));
  return placesOf(`[.]${escaped(name)}${changes}`, made).some((place) => {
    if (makers.some((maker) => holds(maker, place))) return false;
    return !(home && holds(home, place) && place < made.start);
  });
}

/** Where a pattern matches the text that something is made in: of a class, outside of those that have nothing to do with it. */
function placesOf(pattern: string, made: SyntaxNode): readonly number[] {
  const classes = within(made, /^class(?:_d|$)/);
  const own = classes.find((each) => holds(each, made.start));
  const others = own ? classes.filter((each) => each !== own && !extendsIt(each, own.field('name')?.text)) : [];
  const places = [...made.source.text.matchAll(new RegExp(pattern, 'g'))].map(({ index }) => index);
  return places.filter((place) => !others.some((each) => holds(each, place)));
}

function within(node: SyntaxNode, type: RegExp): readonly SyntaxNode[] {
  return [...partsOf(rootOf(node))].filter((part) => type.test(part.type));
}

function holds({ start, end }: SyntaxNode, place: number): boolean {
  return start <= place && place < end;
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`);
}

function extendsIt(definition: SyntaxNode, name: string | undefined): boolean {
  const head = definition.source.text.slice(definition.start, definition.field('body')?.start ?? definition.start);
  return name !== undefined && new RegExp(String.raw`[(,\s]${name}\b`).test(head.replace(/^class\s+[\w$]+/, ''));
}
