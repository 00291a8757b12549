// Files of the same project, as far as the host has handed them over: lowered when something of them is first asked for.
import type { ProjectModule } from '../../../findings.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { Frame } from './frame.ts';
import type { Session } from './session.ts';

/** Imports of imports of imports: chains in real projects are shorter, cycles are not. */
const maxChain = 8;

/** Nodes that are lowered in copies for one file that imports the document. */
const userBudget = 10_000;

/** Reads a module's text into a tree; its nodes are of no cell of the document. */
export type ParseModule = (module: ProjectModule) => SyntaxNode | undefined;

/** How a language lowers what stands at the top of a file. */
export interface ModuleLowering {
  /**
   * What other imports in the file are seen from.
   * @param name - what the file is called from the document
   */
  ownName(name: string, isPackage: boolean): string;
  lower(module: Frame, root: SyntaxNode): void;
}

/** The scopes of imported files, and which of these have been asked for. */
export class ModuleScopes {
  private readonly texts: ReadonlyMap<string, ProjectModule>;
  private readonly frames = new Map<string, Frame | undefined>();
  private readonly imported = new Map<string, Set<string>>();
  private readonly asked = new Set<string>();
  private chain = 0;
  /** The document's own scope, for those that import it. */
  private document: Frame | undefined;

  constructor(
    private readonly modules: readonly ProjectModule[],
    private readonly parse: ParseModule,
    private readonly language: ModuleLowering,
  ) {
    this.texts = new Map(modules.map((module) => [module.name, module]));
  }

  /** Notes what a file imports of a module. */
  want(module: string, names: readonly string[]): void {
    const wanted = this.imported.get(module) ?? new Set();
    this.imported.set(module, wanted);
    for (const name of names) wanted.add(name);
  }

  /** Notes that something of a module has been looked up. */
  ask(module: string): void {
    this.asked.add(module);
  }

  has(module: string): boolean {
    return this.texts.has(module);
  }

  /** Modules that are imported, of which something was looked up, and that were not handed over; with what is imported. */
  missing(): readonly (readonly [module: string, names: readonly string[]])[] {
    return [...this.imported]
      .filter(([module]) => this.asked.has(module) && !this.texts.has(module))
      .map(([module, names]) => [module, [...names]]);
  }

  /**
   * Files that import the document, as if they stood beside it: what their functions call it with is seen, and nothing is
   * found in them.
   * @param document - the scope of the document, lowered to its end
   */
  lowerUsers(document: Frame, lowerFunctions: () => void): void {
    const { session } = document;
    this.document = document;
    for (const module of this.modules) {
      const root = module.isUser === true && this.parse(module);
      if (!root) continue;
      session.aside(userBudget, () => {
        const frame = new Frame(session, `user ${module.name}`, undefined, 0);
        frame.isOfUser = true;
        frame.moduleName = this.language.ownName(module.name, module.isPackage === true);
        this.language.lower(frame, root);
        lowerFunctions();
      });
    }
  }

  /** The scope of a module at its end; undefined while it is being lowered, and of one that was not handed over. */
  frame(session: Session, name: string): Frame | undefined {
    if (this.document && this.texts.get(name)?.isDocument) return this.document;
    if (this.frames.has(name)) return this.frames.get(name);
    const module = this.texts.get(name);
    if (!module) return undefined;
    this.frames.set(name, undefined);
    const root = this.parse(module);
    if (!root) return undefined;
    // As an inlined copy: nothing in it is computed in the document.
    const frame = new Frame(session, `module ${name}`, undefined, 1);
    frame.moduleName = this.language.ownName(name, module.isPackage === true);
    this.language.lower(frame, root);
    this.frames.set(name, frame);
    return frame;
  }

  /** What one module says of another, unless that goes on for too long. */
  follow<T>(find: () => T | undefined): T | undefined {
    if (this.chain >= maxChain) return undefined;
    this.chain++;
    const found = find();
    this.chain--;
    return found;
  }
}
