// What Python's dotted names are in other files of the project.
import type { ModuleNeed, ProjectModule } from '../../../findings.ts';
import { isForeign } from '../libraries/foreign.ts';
import { familyOfPath, isKnownModule } from '../libraries/index.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { ModuleScopes, type ParseModule } from '../../shared/lower/modules.ts';
import type { Modules as ProjectModules, Session } from '../../shared/lower/session.ts';
import { lowerBlock } from './statements.ts';
import { lookUp } from '../../shared/lower/names.ts';

export class Modules implements ProjectModules {
  private readonly scopes: ModuleScopes;
  /** The imported module that a dotted name is of. */
  private readonly sources = new Map<string, string>();

  constructor(modules: readonly ProjectModule[], parse: ParseModule) {
    this.scopes = new ModuleScopes(modules, parse, {
      // The file of a package is one more name down.
      ownName: (name, isPackage) => (isPackage ? inside(name, '__init__') : name),
      lower: (module, root) => {
        lowerBlock(module, root, 0);
      },
    });
  }

  /** Notes an import: a module that was not handed over is asked for once something of it is looked up. */
  want(module: string, names: readonly string[]): void {
    const [root = ''] = module.split('.');
    if (isForeign(module) || isKnownModule(module) || (root !== '' && (isKnownModule(root) || familyOfPath(root))))
      return;
    this.scopes.want(module, names);
    this.sources.set(module, module);
    for (const name of names) this.sources.set(inside(module, name), module);
  }

  /** The modules that were asked for and not handed over. */
  get needs(): readonly ModuleNeed[] {
    return this.scopes
      .missing()
      .filter(([module, names]) => !names.some((name) => this.scopes.has(inside(module, name))))
      .map(([module, names]) => {
        const level = /^\.*/.exec(module)![0].length;
        return { module: module.slice(level), level, names };
      });
  }

  lowerUsers(document: Frame, lowerFunctions: () => void): void {
    this.scopes.lowerUsers(document, lowerFunctions);
  }

  /** What a full dotted name is, if it is something in a module that was handed over. */
  find(session: Session, path: string): Binding | undefined {
    this.ask(path);
    const dots = /^\.*/.exec(path)![0].length;
    for (
      let dot = path.lastIndexOf('.');
      dot >= dots - 1 && dot >= 0;
      dot = dot > 0 ? path.lastIndexOf('.', dot - 1) : -1
    ) {
      // Of the package that the document is in, the dots are the whole name.
      const module = path.slice(0, Math.max(dot, dots));
      if (!this.scopes.has(module)) continue;
      const rest = path.slice(dot + 1).split('.');
      const frame = rest.length === 1 ? this.scopes.frame(session, module) : undefined;
      return frame && this.scopes.follow(() => this.followed(session, path, lookUp(frame, rest[0]!)));
    }
    return undefined;
  }

  /** What a module binds may be something of another one. */
  private followed(session: Session, path: string, found: Binding | undefined): Binding | undefined {
    return found?.kind === 'library' && found.path !== path ? (this.find(session, found.path) ?? found) : found;
  }

  private ask(path: string): void {
    if (this.sources.size === 0) return;
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
      const module = this.sources.get(path.slice(0, end));
      if (module !== undefined) this.scopes.ask(module);
    }
  }
}

/** A name in a module, as a full dotted name: `.` and `utils` are `.utils`. */
export function inside(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

/** What a module imports as `..a`, seen from the document that the module's own name is seen from. */
export function seenFrom(importer: string | undefined, written: string): string {
  const level = /^\.*/.exec(written)![0].length;
  if (importer === undefined || level === 0) return written;
  const own = /^\.*/.exec(importer)![0];
  const parts = importer.slice(own.length).split('.');
  const kept = parts.slice(0, Math.max(0, parts.length - level));
  const up = '.'.repeat(Math.max(0, level - parts.length));
  return `${own}${up}${[...kept, written.slice(level)].filter((part) => part !== '').join('.')}`;
}
