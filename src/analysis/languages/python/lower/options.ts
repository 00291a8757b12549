// Settings that are given from outside: how libraries let them be declared, with what they usually are and may be at least.
import { withDefault } from '../../../terms/defaults.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { optionCalls, setsByName, type OptionCall } from '../libraries/options.ts';
import { isNumber, number } from './literals.ts';
import { resolve } from './names.ts';

/** d.get('a', 0), d.pop('a', 0): a setting, or what it is where there is none. */
export function withUsual(frame: Frame, node: SyntaxNode, call: Occurrence, [key, usual]: readonly Argument[]) {
  const number = usual && key && isText(key) ? numberIn(usual.value.term) : undefined;
  return number === undefined ? call : occur(frame, node, withDefault(frame.store, call.term, number), [call]);
}

/** getattr(o, 'a', 0); undefined where no number stands for what is not there. */
export function attributeOrUsual(frame: Frame, node: SyntaxNode, { all }: Arguments): Occurrence | undefined {
  const [object, name, usual, ...others] = all.map(({ value }) => value);
  const called = name && textOf(name.term);
  if (!object || called === undefined || usual?.term.kind !== 'constant' || others.length > 0) return undefined;
  const attribute = frame.store.opaque(`attribute ${called}`, [object.term]);
  return occur(frame, node, withDefault(frame.store, attribute, usual.term.value), [object]);
}

export function makesParser(path: string): boolean {
  return path === 'argparse.ArgumentParser';
}

/** parser.add_argument('--warmth', default=0): what parse_args gives has an attribute of that name. */
export function noteArgument({ store, session }: Frame, { term }: Occurrence, { all }: Arguments): void {
  const names = all.flatMap(({ keyword, value }) => (keyword === undefined ? (textOf(value.term) ?? []) : []));
  const named = textIn(all, 'dest') ?? nameOf(names);
  const usual = valueOf(all, 'default');
  if (named === undefined || usual?.kind !== 'constant') return;
  const parsed = store.opaque('method parse_args ', [parserOf(term)], { pure: false });
  session.callers.leave(store.opaque(`attribute ${named}`, [parsed]), usual);
}

/** Notes what a value that is declared by a call usually is, and what it is at least. */
export function noteDeclared({ session }: Frame, path: string, call: Occurrence, { all }: Arguments): void {
  const declared = Object.hasOwn(optionCalls, path) ? optionCalls[path]! : undefined;
  if (!declared) return;
  for (const term of [usualIn(declared, all), leastIn(declared, all)]) {
    if (term?.kind === 'constant') session.callers.leave(call.term, term);
  }
}

/** What the parameter of a command is where the command line says nothing: in its own default, or in a decorator. */
export function usualOption(
  frame: Frame,
  { node, frame: outside }: FunctionDefinition,
  name: string,
  usual: SyntaxNode | undefined,
): Term | undefined {
  const path = usual?.type === 'call' ? pathOf(outside, usual) : undefined;
  const declared = path !== undefined && Object.hasOwn(optionCalls, path) ? optionCalls[path] : undefined;
  if (usual && declared) return numberAt(frame, usual, declared.usual);
  const decorated = node.parent?.type === 'decorated_definition' ? node.parent.named : [];
  for (const { type, named } of decorated) {
    const [call] = type === 'decorator' ? named : [];
    const decorator = call?.type === 'call' ? pathOf(outside, call) : undefined;
    if (call && decorator !== undefined && setsByName(decorator)) return leastSet(frame, call, name);
    if (call?.type !== 'call' || decorator !== 'click.option') continue;
    const names = (call.field('arguments')?.named ?? []).flatMap((each) =>
      each.type === 'string' ? each.text.replace(/^\w*['"]+|['"]+$/g, '') : [],
    );
    if (nameOf(names) === name) return numberAt(frame, call, ['default']);
  }
  return undefined;
}

/** The least that a decorator lets a parameter be: @interact(t=(0.0, 2.0)) */
function leastSet(frame: Frame, call: SyntaxNode, name: string): Term | undefined {
  const control = (call.field('arguments')?.named ?? []).find((each) => each.field('name')?.text === name);
  const value = control?.field('value');
  const path = value?.type === 'call' ? pathOf(frame, value) : undefined;
  const declared = path !== undefined && Object.hasOwn(optionCalls, path) ? optionCalls[path] : undefined;
  if (value && declared) return numberAt(frame, value, declared.least);
  const [low] = value && /^(?:tuple|list)$/.test(value.type) ? value.named : [];
  return isNumber(low) ? number(frame, low.text) : undefined;
}

/** --warm-up is called warm_up; the name without dashes, if there is one, or the first long one counts. */
function nameOf(names: readonly string[]): string | undefined {
  const name = names.find((each) => !each.startsWith('-')) ?? names.find((each) => each.startsWith('--')) ?? names[0];
  return name?.replace(/^-+/, '').replaceAll('-', '_');
}

/** What a group of arguments, or the parser of a command, belongs to. */
function parserOf(term: Term): Term {
  const isPart = term.kind === 'opaque' && term.key.startsWith('method add_');
  return isPart && term.operands[0] ? parserOf(term.operands[0]) : term;
}

function usualIn({ usual }: OptionCall, all: readonly Argument[]): Term | undefined {
  return usual.map((place) => valueOf(all, place)).find(Boolean);
}

function leastIn({ least }: OptionCall, all: readonly Argument[]): Term | undefined {
  return least.map((place) => valueOf(all, place)).find(Boolean);
}

/** An argument by its keyword, or by its place. */
function valueOf(all: readonly Argument[], place: string | number): Term | undefined {
  const found =
    typeof place === 'string'
      ? all.find(({ keyword }) => keyword === place)
      : all.slice(0, place + 1).every(({ keyword }) => keyword === undefined)
        ? all[place]
        : undefined;
  return found?.value.term;
}

function textIn(all: readonly Argument[], keyword: string): string | undefined {
  const term = valueOf(all, keyword);
  return term && textOf(term);
}

function isText({ value }: Argument): boolean {
  return textOf(value.term) !== undefined;
}

/** A number, or a text that is read as one: os.environ.get('T', '0') */
function numberIn(term: Term): number | undefined {
  if (term.kind === 'constant') return term.value;
  const text = textOf(term)?.trim() ?? '';
  return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

function pathOf(frame: Frame, call: SyntaxNode): string | undefined {
  const callee = call.field('function');
  const binding = callee && resolve(frame, callee);
  return binding?.kind === 'library' ? binding.path : undefined;
}

/** The number at one of some places of a call that is not lowered. */
function numberAt(frame: Frame, call: SyntaxNode, places: readonly (string | number)[]): Term | undefined {
  const written = call.field('arguments')?.named ?? [];
  for (const place of places) {
    const found =
      typeof place === 'number'
        ? written[place]
        : written
            .find((each) => each.type === 'keyword_argument' && each.field('name')?.text === place)
            ?.field('value');
    const plain = found && withoutBrackets(found);
    if (isNumber(plain)) return number(frame, plain.text);
  }
  return undefined;
}
