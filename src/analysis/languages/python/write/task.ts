import { writtenAt } from '../../shared/write/valuePlaces.ts';
import type { Edit } from '../../../findings.ts';
import { WritingNotes } from '../../frontEnd.ts';
import type { RewritePlan } from '../../../rules/rule.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Family, FunctionPath, LibraryCall } from '../../shared/libraries/family.ts';
import { libraryOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { Matches } from '../../shared/write/matches.ts';
import type { AddedImport } from './addedImports.ts';
import { reference, visibleImports } from './references.ts';
import { Withheld } from '../../shared/write/withheld.ts';

export interface NamedInPlace {
  readonly node: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly name: string;
  /** The assignment of the name. */
  readonly line: string;
  readonly edits: readonly Edit[];
}

/** One plan while it is being written. */
export class Task {
  readonly edits: Edit[] = [];
  /** Parts of statements that were given a name of their own. */
  readonly namedInPlace: NamedInPlace[] = [];
  /** Names that were given to values, with the function around each; undefined outside of functions. */
  readonly given = new Map<string, SyntaxNode | undefined>();
  /** Edits that import something. */
  readonly imports = new Map<Edit, AddedImport>();
  /** Functions whose import had to be added. */
  readonly imported: string[] = [];
  /** Versions that the new code needs. */
  readonly needed = new Set<string>();
  /** What else the new code takes for granted. */
  readonly assumed = new Set<string>();
  /** Whether an import was added from a package that the code does not use so far. */
  isForeign = false;

  private readonly matches: Matches;

  constructor(
    readonly plan: RewritePlan,
    readonly session: Session,
    texts: ReadonlyMap<number, string>,
    readonly notes = new WritingNotes(),
  ) {
    this.matches = new Matches(texts);
  }

  /** Whether the document has a match of a pattern, in one cell or in any. */
  has(pattern: RegExp, cell?: number): boolean {
    const answer = this.matches.has(pattern, cell);
    this.notes.asked.push({ cell, pattern, answer });
    return answer;
  }

  syntax(place: Occurrence): SyntaxNode {
    return writtenAt(place);
  }

  familyOf(place: Occurrence | undefined): Family | undefined {
    return place && libraryOf(place);
  }

  /** Whether the code is of a version in which a function took no numbers beside arrays. */
  takesNoNumbers({ olderBy }: LibraryCall): boolean {
    return olderBy !== undefined && this.has(olderBy);
  }

  /** What a function of a library is called in the version that the code is of. */
  called(node: SyntaxNode, { ways, older, assumes }: LibraryCall): string {
    if (assumes !== undefined) this.assumed.add(assumes);
    return this.call(node, older && this.has(older.by) ? older.ways : ways);
  }

  /** What a function is called at a node; adds its import if that is needed. */
  call(node: SyntaxNode, ways: readonly FunctionPath[]): string {
    const found = reference(this, node, ways);
    if (!found) throw new Withheld(`${ways[0]?.module ?? 'a library'} is not imported here`);
    if (found.imported) {
      this.edits.push(found.imported.edit);
      this.imports.set(found.imported.edit, found.imported);
      this.imported.push(found.text);
      const root = found.module.split('.')[0]!;
      if (root !== 'math' && !visibleImports(this.session, node).some(({ path }) => path.split('.')[0] === root))
        this.isForeign = true;
    }
    return found.text;
  }
}
