// Files of the same project, as far as the host has handed them over: lowered when something of them is first asked for.
import type { ModuleNeed, ProjectModule } from '../../../findings.ts';
import { isForeign } from '../libraries/foreign.ts';
import { familyOfPath, isKnownModule } from '../libraries/index.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from './binding.ts';
import { Frame } from './frame.ts';
import { lookUp } from './names.ts';
import type { Session } from './session.ts';
import { lowerBlock } from './statements.ts';

/** Imports of imports of imports: chains in real projects are shorter, cycles are not. */
const maxChain = 8;

export class Modules {
  private readonly texts: ReadonlyMap<string, ProjectModule>;
  private readonly frames = new Map<string, Frame | undefined>();
  private readonly wanted = new Map<string, Set<string>>();
  private chain = 0;

  /** @param parse - reads a module's text into a tree; its nodes are of no cell of the document */
  constructor(
    modules: readonly ProjectModule[],
    private readonly parse: (module: ProjectModule, index: number) => SyntaxNode | undefined,
  ) {
    this.texts = new Map(modules.map((module) => [module.name, module]));
  }

  /** Notes an import: of a module that was not handed over, it is asked for. */
  want(module: string, names: readonly string[]): void {
    const [root = ''] = module.split('.');
    if (isForeign(module) || isKnownModule(module) || (root !== '' && (isKnownModule(root) || familyOfPath(root))))
      return;
    const wanted = this.wanted.get(module) ?? new Set();
    for (const name of names) wanted.add(name);
    this.wanted.set(module, wanted);
  }

  /** The modules that were asked for and not handed over. */
  get needs(): readonly ModuleNeed[] {
    return [...this.wanted]
      .filter(
        ([module, names]) =>
          !this.texts.has(module) && ![...names].some((name) => this.texts.has(inside(module, name))),
      )
      .map(([module, names]) => {
        const level = /^\.*/.exec(module)![0].length;
        return { module: module.slice(level), level, names: [...names] };
      });
  }

  /** What a full dotted name is, if it is something in a module that was handed over. */
  find(session: Session, path: string): Binding | undefined {
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      const module = path.slice(0, dot);
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

  /** The scope of a module at its end; undefined while it is being lowered. */
  private frame(session: Session, name: string): Frame | undefined {
    if (this.frames.has(name)) return this.frames.get(name);
    this.frames.set(name, undefined);
    const module = this.texts.get(name)!;
    const root = this.parse(module, this.frames.size);
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
