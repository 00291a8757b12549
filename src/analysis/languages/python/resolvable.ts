// Whether the names in a text can stand for anything that a rule looks for: what lowering makes of imports, told from the
// text alone and with every doubt in favour of yes. An import and an alias hold everywhere in the text.
import { between, gap, itemsOf, joined, letter, nameBefore } from './names.ts';
import { isForeign } from './libraries/foreign.ts';
import { isOfLength, isWhole } from './wholeNumbers.ts';
import { distinguished, isOfProject } from './paths.ts';
import { mayChooseModule } from './libraries/either.ts';
import { namesAssigned, wordsGivenBack, wordsPassedOn } from './passedOn.ts';
import { findConstant, isKnownModule } from './libraries/index.ts';
import {
  activatedNames,
  activationNames,
  isTranscendentalMethod,
  isLogarithm,
  isTranscendentalPath,
  takesOperands,
  transcendentalNames,
} from './libraries/words.ts';
import { canonical } from './lower/imports.ts';
import { customaryAliases, passedOnBy } from './lower/names.ts';

const name = `[${letter}]+`;
const words = [...transcendentalNames, ...activatedNames].join('|');
/** A name at the end of a dotted one, in place with `_` behind it; or e. */
const attribute = new RegExp(`\\.${between}(?:(${words})_?|(e))(?![${letter}])`, 'g');
const bare = new RegExp(`(?<![.${letter}])(?:${words})(?![${letter}])`, 'g');
/** Of a list in brackets the bracket alone, where it is not closed. */
const fromImport = new RegExp(
  `(?<![.${letter}])from${gap}((?:\\.${gap})*(?:${name}(?:${gap}\\.${gap}${name})*)?)${gap}` +
    `import(?![${letter}])${gap}(?:\\(([^()=:]*)\\)|((?:[^\\n\\r;\\\\]|\\\\\\r?\\n)*))`,
  'g',
);
/** A name that is not behind a dot. */
const anyName = new RegExp(`(?<![.${letter}])${name}`, 'g');
const plainImport = new RegExp(`(?<![.${letter}])import(?![${letter}])((?:[^\\n\\r;\\\\]|\\\\\\r?\\n)*)`, 'g');
const power = /\*\*|(?<!\w)(?:float_)?pow(?:er)?_?(?!\w)/;
/** A name that is assigned, or the attribute of it that is. */
const target = new RegExp(`(\\.${gap})?(?<![${letter}])${name}(?![${letter}]|${gap}\\.)`, 'g');
/** A name behind a dot. */
const anyAttribute = new RegExp(`\\.${between}(${name})`, 'g');
/** Enough digits of e to make it the nearest double. */
const digitsOfE = '2.71828182845904';
/** What a call is given where that is made of numbers alone: (10), (2 * np.pi), (2.0, 10). */
const numbers = /^\s*\((?:[\d.\s+\-*/,]|\de-?\d|(?<![\w.])\w+\.pi(?!\w))+\)/;
/** What stands first in the brackets of a call: their end, or a name that is given something. */
const called = new RegExp(`^${between}\\(${between}(\\)|\\w+${between}=(?!=)|)`);
const activation = new RegExp(`["'](?:${activationNames.join('|')})["']`);

/** Paths that one name may stand for; aliases of aliases of aliases. What has more is not told apart. */
const most = 32;

/** @param code - a text without comments and docstrings */
export function canResolve(code: string): boolean {
  const names = namesOf(code);
  return names.canMatter() || (names.followAliases() && names.canMatter());
}

/**
 * What the names of libraries in some code can stand for: at most logarithms, or anything that a rule looks for. Of powers only
 * what they are computed from matters.
 */
export type Holding = 'nothing' | 'powers' | 'logarithms' | 'anything';

/**
 * Tells what parts of a text hold, given what the whole binds. Functions of the text itself are not among it.
 * @param code - a text without comments and docstrings
 */
export function resolverOf(code: string): (part: string) => Holding {
  const names = namesOf(code);
  names.followAliases();
  return (part) => names.heldBy(part);
}

let last: { readonly code: string; readonly names: Names } | undefined;

/** Of a text that is not passed over, its statements are asked for next. */
function namesOf(code: string): Names {
  if (last?.code !== code) last = { code, names: new Names(code) };
  return last.names;
}

class Names {
  /** Whether an activation is named anywhere: asked for each layer. */
  private isActivated: boolean | undefined;
  private readonly paths = new Map<string, Set<string>>();
  /** Attributes that are assigned what an import binds. */
  private readonly attributes = new Set<string>();
  private readonly starred = new Set<string>();
  private hasFollowed = false;
  /** Names that imports bind, and nothing else. */
  private readonly imported = new Set<string>();
  /** The text without what imports say. */
  private readonly rest: string;
  private isUnclear = false;

  constructor(private readonly code: string) {
    const withoutFrom = code.replace(
      fromImport,
      (_, module: string, inBrackets: string | undefined, inLine: string | undefined) => {
        this.isUnclear ||= inLine?.startsWith('(') === true;
        this.importFrom(joined(module), inBrackets ?? inLine ?? '');
        return ' ';
      },
    );
    this.rest = withoutFrom.replace(plainImport, (_, list: string | undefined) => {
      this.importAll(list ?? '');
      return ' ';
    });
    this.isUnclear ||= mayChooseModule(code);
    if ([...this.starred].some((module) => !isKnownModule(module)))
      for (const [alias, path] of Object.entries(customaryAliases)) this.bind(alias, path);
    for (const library of passedOnBy(this.starred)) this.starred.add(library);
  }

  canMatter(): boolean {
    const { code, starred } = this;
    const hasPower = power.test(code);
    if (this.isUnclear || (hasPower && code.includes(digitsOfE))) return true;
    const isOurs = (path: string) => this.isOurs(path) || (hasPower && findConstant(path) === Math.E);
    // Where one of them is given another name, it is used.
    const imported = new Map(
      [...this.imported].map((alias) => [alias, [...(this.paths.get(alias) ?? [])].filter(isOurs)]),
    );
    if (this.usesOne(imported)) return true;
    for (const match of code.matchAll(attribute)) {
      const [{ length }, word = '', constant] = match;
      if (constant !== undefined && !hasPower) continue;
      const end = match.index + length;
      if (isTranscendentalMethod(word) && this.isMethodCall(word, end)) return true;
      const paths = this.fullNames(match.index).map((path) => `${path}.${constant ?? word}`);
      if (paths.some((path) => isOurs(path) && !this.isIdle(path, code, end))) return true;
    }
    if (starred.size === 0) return false;
    const modules = [...starred];
    return [...code.matchAll(bare)].some(([word]) => modules.some((module) => this.isOurs(`${module}.${word}`)));
  }

  /** What a part of the code holds, where whatever is assigned one of the names that matter may be it. */
  heldBy(part: string): Holding {
    if (this.isUnclear || activation.test(part)) return 'anything';
    if (power.test(part) && /(?<!\w)e(?!\w)|2\.71828182845904/.test(part)) return 'anything';
    let held: Holding = 'nothing';
    for (const match of part.matchAll(attribute)) {
      const [{ length }, word = '', constant] = match;
      const end = match.index + length;
      if (isTranscendentalMethod(word) && this.isMethodCall(word, end, part)) {
        if (!isLogarithm(word)) return 'anything';
        held = 'logarithms';
      }
      const paths = this.fullNames(match.index, part).map((path) => `${path}.${constant ?? word}`);
      for (const path of paths.filter((path) => this.isOurs(path) && !this.isIdle(path, part, end))) {
        if (!isLogarithm(path)) return 'anything';
        held = 'logarithms';
      }
    }
    const modules = [...this.starred];
    const names = [...part.matchAll(anyName)].map(({ 0: word, index }) => ({
      end: index + word.length,
      paths: [...(this.paths.get(word) ?? []), ...modules.map((module) => `${module}.${word}`)],
    }));
    const attributes = this.attributes.size === 0 ? [] : [...part.matchAll(anyAttribute)];
    for (const { 0: whole, 1: word = '', index } of attributes) {
      if (this.attributes.has(word))
        names.push({ end: index + whole.length, paths: [...(this.paths.get(word) ?? [])] });
    }
    for (const { end, paths } of names) {
      for (const path of paths.filter((path) => this.isOurs(path) && !this.isIdle(path, part, end))) {
        if (!isLogarithm(path)) return 'anything';
        held = 'logarithms';
      }
    }
    return held;
  }

  /** Whether one of some names is used for one of the paths that it may stand for. */
  private usesOne(imported: ReadonlyMap<string, readonly string[]>): boolean {
    const names = [...imported.keys()].filter((alias) => imported.get(alias)!.length > 0);
    if (names.length === 0) return false;
    const { rest } = this;
    const used = new RegExp(`(?<![.${letter}])(?:${names.join('|')})(?![${letter}])(?!\\s*=[^=])`, 'g');
    return [...rest.matchAll(used)].some((match) => {
      const [alias] = match;
      return imported.get(alias)!.some((path) => !this.isIdle(path, rest, match.index + alias.length));
    });
  }

  /**
   * Whether nothing can come of a path where it is used: where something is read of a `log` of the project, which is then a
   * module, as in `log.info`, or where the logarithm is taken of a number that is written there, and so is a number.
   * @param end - of its name in the code
   */
  private isIdle(path: string, code: string, end: number): boolean {
    if (!isLogarithm(path)) return false;
    const behind = code.slice(end, end + 200);
    if (isOfProject(path) && /^\s*\.\s*[^\s.\d]/.test(behind)) return true;
    if (isWhole(code, end) || isOfLength(behind)) return true;
    if (isOfProject(path)) return false;
    const given = numbers.exec(behind);
    return given !== null && [...given[0].matchAll(/(\w+)\.pi/g)].every(([, root]) => this.isNumber(root!, 'pi'));
  }

  private isNumber(root: string, constant: string): boolean {
    const [path, ...others] = this.paths.get(root) ?? [];
    return path !== undefined && others.length === 0 && findConstant(`${path}.${constant}`) !== undefined;
  }

  /** Whether a full dotted name is a function of a library that matters, or of the project and called so. */
  private isOurs(path: string): boolean {
    const last = path.slice(path.lastIndexOf('.') + 1);
    if (activatedNames.has(last)) return (this.isActivated ??= activation.test(this.code));
    return isTranscendentalPath(path) || (transcendentalNames.has(last) && isOfProject(path));
  }

  /** Whether what stands behind `.exp` calls it as the method of an array. */
  private isMethodCall(method: string, end: number, code = this.code): boolean {
    const first = called.exec(code.slice(end, end + 500))?.[1];
    return first !== undefined && (takesOperands(method) || first !== '');
  }

  /** What the dotted name that ends before a dot may stand for. */
  private fullNames(dot: number, code = this.code): readonly string[] {
    const parts = nameBefore(code, dot);
    return parts.flatMap((part, index) =>
      [...(this.paths.get(part) ?? [])].map((path) => [path, ...parts.slice(index + 1)].join('.')),
    );
  }

  private importFrom(module: string, list: string): void {
    for (const { imported, alias } of itemsOf(list)) {
      const path = canonical(module.endsWith('.') ? module + imported : `${module}.${imported}`);
      if (isForeign(path)) continue;
      if (imported === '*') this.starred.add(canonical(module));
      else this.bindImported(alias ?? imported, path);
    }
  }

  private importAll(list: string): void {
    for (const { imported, alias } of itemsOf(list)) {
      const path = canonical(imported);
      const [root = ''] = path.split('.');
      if (!isForeign(path)) this.bindImported(alias ?? root, alias === undefined ? root : path);
    }
  }

  private bindImported(alias: string, path: string): void {
    this.imported.add(alias);
    this.bind(alias, path);
  }

  /**
   * A name that is assigned what an import binds is bound to it too; so is whatever else stands before the `=`.
   * @returns whether there are any that were not known
   */
  followAliases(): boolean {
    if (this.hasFollowed) return false;
    this.hasFollowed = true;
    const isModule = (word: string) => [...(this.paths.get(word) ?? [])].some(isKnownModule);
    const passedOn = wordsPassedOn(this.code).filter(({ parts: [word] }) => isModule(word!));
    const assignments = [...namesAssigned(this.code), ...passedOn];
    // Whatever the result of a call is called may be a module then.
    this.isUnclear ||= wordsGivenBack(this.code).some(isModule);
    let found = this.isUnclear;
    let changed = true;
    for (let round = 0; changed && !this.isUnclear; round++) {
      this.isUnclear = round > most;
      changed = false;
      for (const { at, parts } of assignments) {
        const paths = this.standingFor(parts);
        if (paths.length === 0) continue;
        const start = Math.max(this.code.lastIndexOf('\n', at), this.code.lastIndexOf(';', at), at - 1000);
        for (const [whole, dot] of this.code.slice(start + 1, at).matchAll(target)) {
          const named = dot === undefined ? whole : whole.slice(dot.length);
          if (dot !== undefined) this.attributes.add(named);
          for (const path of paths) changed = this.bind(named, path) || changed;
        }
      }
      found ||= changed;
    }
    return found;
  }

  /** What a dotted name that begins with a name that is bound, or has an attribute in it that is, may stand for. */
  private standingFor(parts: readonly string[]): readonly string[] {
    return parts.flatMap((part, index) => {
      const paths = index === 0 || this.attributes.has(part) ? this.paths.get(part) : undefined;
      return [...(paths ?? [])].map((path) => [path, ...parts.slice(index + 1)].join('.'));
    });
  }

  private bind(alias: string, full: string): boolean {
    const path = distinguished(full);
    if (path === undefined) return false;
    const paths = this.paths.get(alias);
    if (!paths) this.paths.set(alias, new Set([path]));
    else if (paths.has(path)) return false;
    else if (paths.size < most) paths.add(path);
    else this.isUnclear = true;
    return true;
  }
}
