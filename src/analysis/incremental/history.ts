// What is kept of one document for its next versions: trees, and what was found in the parts of it that stay the same.
import type { SourceDocument } from '../findings.ts';
import type { Partition } from '../languages/frontEnd.ts';
import type { ParsedSource } from '../languages/parser.ts';
import { newline } from '../languages/shared/write/edits.ts';
import { Matches } from '../languages/shared/write/matches.ts';
import type { TextFacts } from '../languages/shared/lower/relevance.ts';
import { Following } from './following.ts';
import { isMade, type Found, type Kept, type Placed } from './kept.ts';
import type { Wanted } from '../reading.ts';
import { Statements } from './statements.ts';
import { Spelling, Structures } from './structures.ts';
import { CellTrees } from './trees.ts';
import { Version, type Given, type Plan } from './version.ts';
import { Surroundings, Words } from './words.ts';

/** Analyses after which something that was not met again is forgotten. */
const generations = 8;

/** Texts of functions of which something is known. */
const mostTexts = 10_000;

/** Numbers of structures; they take some 100 bytes each. */
const mostStructures = 300_000;

/** A version that is being looked at. */
export interface Current {
  readonly version: Version;
  /** See `Version.complete`; undefined if the document has to be looked at once more. */
  complete(
    found: readonly Found[],
    wanted: Wanted,
  ): { readonly found: readonly Found[]; readonly wanted: Wanted } | undefined;
}

export class History {
  readonly trees = new CellTrees();
  private statements: Statements | undefined;
  private readonly surroundings = new Map<string, Surroundings>();
  private readonly texts = new Map<string, TextFacts>();
  private structures = new Structures();
  private kept: Kept | undefined;
  /** Whether the version that is being looked at could not be followed. */
  private isLost = false;
  /** Whether what is kept is remembered by its words, too. */
  private isRemembered = false;
  private generation = 0;

  /**
   * @param circumstances - what else the findings depend on
   * @param withRewrites - whether rewrites of what is found are asked for
   */
  version(
    sources: readonly ParsedSource[],
    { cells, modules = [] }: SourceDocument,
    partition: Partition,
    circumstances: string,
    withRewrites: boolean,
  ): Current {
    this.generation += 1;
    this.statements ??= new Statements(partition);
    const statements = this.statements.of(sources);
    const texts = statements.filter(({ content }) => !content.isDefinition).map(({ content }) => content.id);
    const lineEnds = cells.map(({ text }) => newline(text));
    const setting = JSON.stringify([circumstances, modules, lineEnds]);
    const around = `${texts.join(' ')} ${setting}`;
    if (this.structures.size > mostStructures) {
      this.structures = new Structures();
      this.forget();
    }
    const read = new Map(sources.map(({ root }) => [root.source.cell, root.source.text]));
    const spelling = new Spelling(
      this.structures,
      ({ span }) => read.get(span.cell)?.slice(span.start, span.end) ?? '',
    );
    const before = this.kept?.around === around ? this.kept : undefined;
    const documentTexts = new Map(cells.map(({ index, text }) => [index, text]));
    const matches = new Matches(documentTexts);
    const isKnown = (placed: Placed) => !withRewrites || isMade(placed, statements, documentTexts, matches);
    const given = { statements, around, setting, texts: this.textsFor(), spelling, before, isKnown };
    const isNear = this.kept?.setting === setting && !this.isLost;
    const following = isNear ? Following.of(this.kept!, statements, spelling, isKnown) : undefined;
    if (!following) return this.byWords(given);
    return this.current({ ...given, before: following.kept }, { by: 'reads', following });
  }

  private byWords(given: Given): Current {
    // What was followed so far is remembered first: some of it will be the same.
    if (this.kept && !this.isRemembered) {
      const { statements, around } = this.kept;
      new Words(statements, this.enter(around), this.generation - 1, () => true).remember(this.kept);
      this.isRemembered = true;
    }
    const words = new Words(given.statements, this.enter(given.around), this.generation, given.isKnown);
    return this.current(given, { by: 'words', words });
  }

  private current(given: Given, plan: Plan): Current {
    const version = new Version(given, plan);
    return {
      version,
      complete: (found, wanted) => {
        const completed = version.complete(found, wanted);
        if (completed === 'lost') {
          this.isLost = true;
          return undefined;
        }
        this.isLost = false;
        if (!completed) {
          this.enter(given.around).pieces.clear();
          this.kept = undefined;
          return undefined;
        }
        this.kept = completed.kept;
        this.isRemembered = plan.by === 'words';
        if (plan.by === 'words' && completed.kept) plan.words.remember(completed.kept);
        return completed;
      },
    };
  }

  private enter(key: string): Surroundings {
    for (const [other, { generation }] of this.surroundings) {
      if (generation + generations < this.generation) this.surroundings.delete(other);
    }
    const known = this.surroundings.get(key) ?? new Surroundings();
    known.generation = this.generation;
    this.surroundings.set(key, known);
    known.forget(this.generation - generations);
    return known;
  }

  private forget(): void {
    this.kept = undefined;
    this.surroundings.clear();
  }

  /** What is known of texts of functions: those of a few versions ago among them. */
  private textsFor(): Map<string, TextFacts> {
    if (this.texts.size > mostTexts) this.texts.clear();
    return this.texts;
  }

  dispose(): void {
    this.trees.dispose();
    this.forget();
  }
}
