// Changes under another name than the code that is rewritten reads: const w = e; w[1] = 2, or o.p[0] = 1 where o holds p. Lowering follows
// names, and sees these as changes of something else; between an exponential and what is made of it the new code would miss them.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { isWithin, partsOf, partsWith, rootOf } from '../../shared/around.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { writtenOutside } from '../lower/captured.ts';
import { isScope, writesIn } from '../lower/ownNames.ts';
import { holdersIn, type Holders } from './holders.ts';
import { functionOf } from './statements.ts';
import type { Task } from './task.ts';

const reason = 'what it is computed from is changed by another name in between';

/** @throws Withheld where such a change stands between the first and the last part of what is rewritten */
export function requireNoOtherNames({ plan }: Task): void {
  for (const { at } of [...plan.keeps, ...plan.replacements]) {
    const whole = syntaxOf(at);
    if (!whole) continue;
    const around = outermost(whole);
    const parts = [...upstream(at)].flatMap((place) => (isPart(place) && syntaxOf(place)) || []);
    const within = parts.filter((part) => isWithin(part, around));
    if (within.length === 0) continue;
    const code = [whole, ...within.map(statementOf)];
    requireNothingAtLast(whole, around, code);
    const start = Math.min(...code.map((node) => node.start));
    const end = endOf(whole, within, around);
    const changes = [...partsOf(around)].filter(
      (part) => isChange(part) && start <= part.start && part.end <= end && !code.some((each) => isWithin(part, each)),
    );
    if (changes.length === 0) continue;
    requireOthers(changes, code, holdersIn(around));
  }
}

/** The function around some code that is in no other one: a callback is part of what it is given by. */
function outermost(node: SyntaxNode): SyntaxNode {
  let at = functionOf(node);
  for (let outer = functionOf(at); outer.parent && !/^(?:abstract_)?class/.test(outer.type); outer = functionOf(at))
    at = outer;
  return at;
}

/** What a finally reads when the function has returned already is not followed. */
function requireNothingAtLast(whole: SyntaxNode, around: SyntaxNode, code: readonly SyntaxNode[]): void {
  for (let at = whole.parent; at && at !== around.parent; at = at.parent) {
    const last = at.type === 'try_statement' ? at.field('finalizer') : undefined;
    const words = last && wordsOf(last.text);
    if (words && code.some((node) => [...partsOf(node)].some((part) => isName(part) && words.has(part.text))))
      throw new Withheld('what is run at last reads it, too');
  }
}

function isName({ type }: SyntaxNode): boolean {
  return /^(?:shorthand_property_)?identifier$/.test(type);
}

function requireOthers(changes: readonly SyntaxNode[], code: readonly SyntaxNode[], holders: Holders): void {
  const reads = code.flatMap((node) => [...partsOf(node)].filter(isRead));
  const names = new Set(reads.flatMap((node) => [baseOf(node), objectIn(node).text]));
  const objects = new Set(reads.flatMap((node) => [holders.objectOf(node), holders.objectOf(objectIn(node))]));
  for (const change of changes) {
    const changed =
      change.type === 'call_expression' ? changedByCall(change, holders, names) : changedBy(change, holders, names);
    if (changed.some((each) => each && objects.has(each))) throw new Withheld(reason);
  }
}

/** Exponentials, and calls of functions that take them. */
function isPart({ own, form, term }: Occurrence): boolean {
  return own && (form === 'inlined' || (form === 'expression' && term.kind === 'map' && term.name === 'exp'));
}

function statementOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !/statement$|declaration$|^(?:program|statement_block|arrow_function)$/.test(at.parent.type))
    at = at.parent;
  return at;
}

/** Where the code ends: where it is in a loop that the exponentials are not in, with that. */
function endOf(whole: SyntaxNode, parts: readonly SyntaxNode[], around: SyntaxNode): number {
  let { end } = whole;
  for (let at = whole.parent; at && at !== around; at = at.parent)
    if (/^(?:for|while|do)_/.test(at.type) && !parts.every((part) => isWithin(part, at))) end = at.end;
  return end;
}

const changing = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|set(?:Int|Uint|Float)\w+|assign)$/;

function isChange(node: SyntaxNode): boolean {
  if (node.type === 'call_expression') return true;
  return /^(?:augmented_)?assignment_expression$|^update_expression$/.test(node.type) && isPlace(targetOf(node));
}

function targetOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.field('left') ?? node.field('argument');
}

function isPlace(node: SyntaxNode | undefined): node is SyntaxNode {
  return node?.type === 'subscript_expression' || node?.type === 'member_expression';
}

/** The objects that a statement changes, but for those that are called by a name that the code reads, which is followed. */
function changedBy(node: SyntaxNode, holders: Holders, names: ReadonlySet<string>): readonly (object | undefined)[] {
  const object = targetOf(node)!.field('object');
  return object && !isNamed(object, names) ? [holders.objectOf(object)] : [];
}

function changedByCall(
  call: SyntaxNode,
  holders: Holders,
  names: ReadonlySet<string>,
): readonly (object | undefined)[] {
  const callee = call.field('function');
  const given = call.field('arguments')?.named ?? [];
  const isMember = callee?.type === 'member_expression';
  const method = isMember ? (callee.field('property')?.text ?? '') : (callee?.text ?? '');
  const object = isMember ? callee.field('object') : undefined;
  // fill.call(p, 0), Reflect.set(p, 0, 1)
  if (object && (indirect.test(method) || object.text === 'Reflect'))
    return given.flatMap((each) => holders.reachedFrom(each));
  if (object && changing.test(method)) {
    const changed = method === 'assign' ? given[0] : object;
    return changed && !isNamed(changed, names) ? [holders.objectOf(changed)] : [];
  }
  const changes = changesIn(method, call);
  if (changes.some((each) => names.has(each))) throw new Withheld(reason);
  if (changes.length === 0) return [];
  // What a function does to an argument that has a name is followed.
  const others = isMember ? [object, ...given] : given.filter((each) => !isNamed(each, names));
  return others.flatMap((each) => (each ? holders.reachedFrom(each) : []));
}

const indirect = /^(?:call|apply|bind|defineProperty)$/;

/** What functions of the text by a name write to that is not theirs: names, and parts of what they are given. */
function changesIn(name: string, call: SyntaxNode): readonly string[] {
  const isCalled = (node: SyntaxNode) =>
    isScope(node) && (node.field('name') ?? node.parent?.field('name') ?? node.parent?.field('key'))?.text === name;
  return [...partsWith(name, rootOf(call))].filter(isCalled).flatMap((definition) => {
    const body = definition.field('body');
    const ofGiven = (body ? writesIn(body) : []).filter((write) => write.array && !isMadeIn(write.name, body!));
    return [...writtenOutside(definition), ...ofGiven.map((write) => write.name)];
  });
}

/** const out = [], const e = x.map(…): what a function changes of it, it has made. */
function isMadeIn(name: string, body: SyntaxNode): boolean {
  const word = name.replaceAll('$', String.raw`\$`);
  return new RegExp(String.raw`\b(?:const|let|var)\s+${word}\s*(?::[^=;]*)?=\s*(?:\[|\{|new\b|[\w$.]+\()`).test(
    body.text,
  );
}

function isRead(node: SyntaxNode): boolean {
  return isName(node) || isPlace(node);
}

function objectIn(node: SyntaxNode): SyntaxNode {
  return (isPlace(node) && node.field('object')) || node;
}

function baseOf(node: SyntaxNode): string {
  let at = node;
  for (let object = objectIn(at); object !== at && object.type !== 'this'; object = objectIn(at)) at = object;
  return at.text;
}

function isNamed(node: SyntaxNode, names: ReadonlySet<string>): boolean {
  return names.has(node.text);
}
