// Files of the same project, as far as the host has handed them over: lowered when something of them is first asked for.
import type { ModuleNeed, ProjectModule } from '../../../findings.ts';
import { isForeign } from '../libraries/foreign.ts';
import { familyOfPath, isKnownModule } from '../libraries/index.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { Frame } from '../../shared/lower/frame.ts';
import type { Modules as ProjectModules, Session } from '../../shared/lower/session.ts';
import { lowerBlock } from './statements.ts';
import { lookUp } from '../../shared/lower/names.ts';

/** Imports of imports of imports: chains in real projects are shorter, cycles are not. */
const maxChain = 8;

export class Modules implements ProjectModules {
  private readonly texts: ReadonlyMap<string, ProjectModule>;
  private readonly frames = new Map<string, Frame | undefined>();
  /** Imported modules, and what is imported of them. */
  private readonly wanted = new Map<string, Set<string>>();
  /** The imported module that a dotted name is of. */
  private readonly sources = new Map<string, string>();
  /** Imported modules of which something has been looked up. */
  private readonly asked = new Set<string>();
  private chain = 0;

  /** @param parse - reads a module's text into a tree; its nodes are of no cell of the document */
  constructor(
    modules: readonly ProjectModule[],
    private readonly parse: (module: ProjectModule) => SyntaxNode | undefined,
  ) {
    this.texts = new Map(modules.map((module) => [module.name, module]));
  }

  /** Notes an import: a module that was not handed over is asked for once something of it is looked up. */
  want(module: string, names: readonly string[]): void {
    const [root = ''] = module.split('.');
    if (isForeign(module) || isKnownModule(module) || (root !== '' && (isKnownModule(root) || familyOfPath(root))))
      return;
    const wanted = this.wanted.get(module) ?? new Set();
    this.wanted.set(module, wanted);
    this.sources.set(module, module);
    for (const name of names) {
      wanted.add(name);
      this.sources.set(inside(module, name), module);
    }
  }

  /** The modules that were asked for and not handed over. */
  get needs(): readonly ModuleNeed[] {
    return [...this.wanted]
      .filter(
        ([module, names]) =>
          this.asked.has(module) &&
          !this.texts.has(module) &&
          ![...names].some((name) => this.texts.has(inside(module, name))),
      )
      .map(([module, names]) => {
        const level = /^\.*/.exec(module)![0].length;
        return { module: module.slice(level), level, names: [...names] };
      });
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
      if (!this.texts.has(module)) continue;
      const rest = path.slice(dot + 1).split('.');
      const frame = rest.length === 1 ? this.frame(session, module) : undefined;
      if (!frame || this.chain >= maxChain) return undefined;
      this.chain++;
      const found = lookUp(frame, rest[0]!);
      const followed =
        found?.kind === 'library' && found.path !== path ? (this.find(session, found.path) ?? found) : found;
      this.chain--;
      return followed;
    }
    return undefined;
  }

  private ask(path: string): void {
    if (this.sources.size === 0) return;
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
      const module = this.sources.get(path.slice(0, end));
      if (module !== undefined) this.asked.add(module);
    }
  }

  /** The scope of a module at its end; undefined while it is being lowered. */
  private frame(session: Session, name: string): Frame | undefined {
    if (this.frames.has(name)) return this.frames.get(name);
    this.frames.set(name, undefined);
    const module = this.texts.get(name)!;
    const root = this.parse(module);
    if (!root) return undefined;
    // As an inlined copy: nothing in it is computed in the document.
    const frame = new Frame(session, `module ${name}`, undefined, 1);
    // The file of a package is one more name down.
    frame.moduleName = module.isPackage ? inside(name, '__init__') : name;
    lowerBlock(frame, root, 0);
    this.frames.set(name, frame);
    return frame;
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
