// Variables that functions further in write to: when those run is not known, and so is what the variables hold.
import { rootOf } from '../../shared/around.ts';
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { addPattern, declaredNames, writesIn } from './ownNames.ts';
import { parametersOf } from './parameters.ts';

/** The functions of a scope. */
class Functions {
  /** Those that have a word, each once: most functions have few of the names that are asked for. */
  private readonly byWord = new Map<string, Set<SyntaxNode>>();
  private readonly indexed = new Set<SyntaxNode>();
  private readonly pending: SyntaxNode[] = [];
  private answers = new Map<string, boolean>();

  add(definition: SyntaxNode): void {
    this.pending.push(definition);
  }

  /** Whether one of them writes to a variable that is not its own, or to a property of one by its dotted name. */
  write(name: string): boolean {
    this.index();
    let answer = this.answers.get(name);
    if (answer === undefined) {
      answer = this.writers(name).length > 0;
      this.answers.set(name, answer);
    }
    return answer;
  }

  /** Those that do. */
  writers(name: string): readonly SyntaxNode[] {
    this.index();
    const [word = name] = name.split('.');
    return [...(this.byWord.get(word) ?? [])].filter((definition) => writesTo(definition, name));
  }

  private index(): void {
    if (this.pending.length === 0) return;
    this.answers = new Map();
    for (const definition of this.pending.splice(0)) {
      if (this.indexed.has(definition)) continue;
      this.indexed.add(definition);
      for (const word of wordsIn(definition)) {
        const known = this.byWord.get(word);
        if (known) known.add(definition);
        else this.byWord.set(word, new Set([definition]));
      }
    }
  }
}

const words = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** The words of a function, which is met again where a call of what it stands in is followed. */
function wordsIn(definition: SyntaxNode): ReadonlySet<string> {
  const known = words.get(definition) ?? wordsOf(definition.text);
  words.set(definition, known);
  return known;
}

/** Those of a class are of the scope around it. */
const functions = new WeakMap<Frame, Functions>();

/** Notes a function of a scope: what it writes to is looked at when a name is read that it could write to. */
export function noteFunction(frame: Frame, definition: SyntaxNode): void {
  let scope = frame;
  while (scope.isClass && scope.parent) scope = scope.parent;
  const known = functions.get(scope) ?? new Functions();
  functions.set(scope, known);
  known.add(definition);
  // What is around a namespace is written to by the functions in it, too.
  if (scope.isNamespace && scope.parent) noteFunction(scope.parent, definition);
}

/** Whether what a name holds, as seen from a frame, may be changed by a function at any time. */
export function isCaptured(frame: Frame, name: string): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const isHere = at.ownNames.has(name) || at.environment.get(name) !== undefined;
    if (!isHere) continue;
    return at.timesBound.has(name) && functions.get(at)?.write(name) === true;
  }
  return false;
}

/** The functions that write to a variable of a scope. */
export function writersOf(scope: Frame, name: string): readonly SyntaxNode[] {
  return functions.get(scope)?.writers(name) ?? [];
}

/** Whether a property of an object that a scope holds may be another by now, as far as the functions of the scope say. */
export function isChanged(frame: Frame, node: SyntaxNode, object: string, property: string): boolean {
  const name = `${object}.${property}`;
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const isHere = at.ownNames.has(object) || at.environment.get(object) !== undefined;
    if (!isHere) continue;
    const wholly = at.timesBound.get(object) ?? 0;
    return wholly > 1 || at.timesBound.has(name) || functions.get(at)?.write(name) === true || isGiven(node, object);
  }
  return true;
}

const given = new WeakMap<SyntaxNode, Map<string, boolean>>();

/** Whether a text hands an object over as a whole, or writes to whichever property: that may change any of them. */
function isGiven(node: SyntaxNode, object: string): boolean {
  const root = rootOf(node);
  const known = given.get(root) ?? new Map<string, boolean>();
  given.set(root, known);
  const before = known.get(object);
  if (before !== undefined) return before;
  const name = object.replace(/\$/g, '\\$&');
  const asWhole = `(?:[({,[=?:|&]|=>|\\breturn)\\s*${name}\\s*(?:[,)\\];}|&]|$)`;
  const anyProperty = `(?<![\\w$.])${name}\\s*\\[[^\\]]*\\]\\s*(?:(?:[-+*/%]|\\*\\*|\\|\\||&&|\\?\\?)?=[^=]|\\+\\+|--)`;
  const found = new RegExp(`${asWhole}|${anyProperty}`, 'm').test(root.text);
  known.set(object, found);
  return found;
}

const outward = new WeakMap<SyntaxNode, ReadonlySet<string>>();

function writesTo(definition: SyntaxNode, name: string): boolean {
  let names = outward.get(definition);
  if (!names) outward.set(definition, (names = writtenOutside(definition)));
  return names.has(name);
}

/** The names that a function writes to and does not declare. */
export function writtenOutside(definition: SyntaxNode): ReadonlySet<string> {
  const body = definition.field('body');
  const own = new Set(body ? declaredNames(body) : []);
  for (const { pattern } of parametersOf(definition)) addPattern(own, pattern);
  const names = (body ? writesIn(body) : []).map((write) => write.name);
  return new Set(names.filter((written) => !own.has(written)));
}
