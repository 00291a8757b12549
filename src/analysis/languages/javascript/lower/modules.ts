// What imports are of in other files of the project. The dotted name of something in a file begins with the file's path
// in quotes, as seen from the document, or the name that stands for it; "default" is what is exported without a name.
import type { ModuleNeed, ProjectModule } from '../../../findings.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { ModuleScopes, type ParseModule } from '../../shared/lower/modules.ts';
import type { Modules as ProjectModules, Session } from '../../shared/lower/session.ts';
import { isMinified } from '../prefilter.ts';
import { lowerBlock } from './blocks.ts';
import { exported, starsOf } from './exports.ts';
import { hoist } from './hoisting.ts';

export class Modules implements ProjectModules {
  private readonly scopes: ModuleScopes;

  constructor(modules: readonly ProjectModule[], parse: ParseModule) {
    const readable = modules.filter(({ text }) => !isMinified(text));
    this.scopes = new ModuleScopes(readable, parse, {
      ownName: (name, isPackage) => (isPackage ? `${name.replace(/\/$/, '')}/index` : name),
      lower(module, root) {
        hoist(module, root);
        lowerBlock(module, root, 0);
      },
    });
  }

  /** Notes an import of a file: one that was not handed over is asked for once something of it is looked up. */
  want(path: string, names: readonly string[]): void {
    const { module } = partsOf(path) ?? {};
    if (module !== undefined) this.scopes.want(module, names);
  }

  /** The modules that were asked for and not handed over. */
  get needs(): readonly ModuleNeed[] {
    return this.scopes.missing().map(([module, names]) => ({ module, level: 0, names }));
  }

  lowerUsers(document: Frame, lowerFunctions: () => void): void {
    this.scopes.lowerUsers(document, lowerFunctions);
  }

  /** What a full dotted name is, if it is something in a module that was handed over. */
  find(session: Session, path: string): Binding | undefined {
    const { module, name } = partsOf(path) ?? {};
    if (module === undefined || name === undefined) return undefined;
    this.scopes.ask(module);
    const frame = this.scopes.frame(session, module);
    return frame && this.scopes.follow(() => this.inModule(session, frame, name, path));
  }

  private inModule(session: Session, frame: Frame, name: string, path: string): Binding | undefined {
    const found = exported(frame, name);
    if (found?.kind === 'library' && found.path !== path) return this.find(session, found.path) ?? found;
    if (found) return found;
    for (const star of name === 'default' ? [] : starsOf(frame)) {
      const further = this.find(session, `${star}.${name}`);
      if (further) return further;
    }
    return undefined;
  }
}

/** The path of a file and the name of something in it, which is empty of the whole; of a package, or with more names, none. */
function partsOf(path: string): { readonly module: string; readonly name: string } | undefined {
  const parts = /^"((?:\.{1,2}|[@~#$][^"/]*)(?:\/[^"]*)?)"(?:\.([^.]+))?$/.exec(path);
  return parts ? { module: parts[1]!, name: parts[2] ?? '' } : undefined;
}
