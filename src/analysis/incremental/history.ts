// What is kept of one document for its next versions: trees, and what was found in the parts of it that stay the same.
import type { SourceDocument } from '../findings.ts';
import type { Partition } from '../languages/frontEnd.ts';
import type { ParsedSource } from '../languages/parser.ts';
import type { TextFacts } from '../languages/shared/lower/relevance.ts';
import { Statements } from './statements.ts';
import { CellTrees } from './trees.ts';
import { Version, type Remembered, type Surroundings } from './version.ts';

/** Analyses after which something that was not met again is forgotten. */
const generations = 8;

/** Texts of functions of which something is known. */
const mostTexts = 10_000;

export class History {
  readonly trees = new CellTrees();
  private statements: Statements | undefined;
  private readonly surroundings = new Map<string, Surroundings>();
  private readonly texts = new Map<string, TextFacts>();
  private generation = 0;

  /** @param circumstances - what else the findings depend on */
  version(
    sources: readonly ParsedSource[],
    { modules = [] }: SourceDocument,
    partition: Partition,
    circumstances: string,
  ): Version {
    this.generation += 1;
    this.statements ??= new Statements(partition);
    const statements = this.statements.of(sources);
    const around = statements.filter(({ content }) => !content.isDefinition);
    const texts = around.map(({ content }) => content.id).join(' ');
    const key = JSON.stringify([circumstances, texts, modules]);
    const surroundings = this.enter(key);
    return new Version(statements, around, surroundings, this.generation, this.textsFor());
  }

  private enter(key: string): Surroundings {
    for (const [other, { generation }] of this.surroundings) {
      if (generation + generations < this.generation) this.surroundings.delete(other);
    }
    const known = this.surroundings.get(key) ?? {
      pieces: new Map<string, Remembered>(),
      known: '',
      needs: [],
      generation: 0,
    };
    known.generation = this.generation;
    this.surroundings.set(key, known);
    for (const [other, { generation }] of known.pieces) {
      if (generation + generations < this.generation) known.pieces.delete(other);
    }
    return known;
  }

  /** What is known of texts of functions: those of a few versions ago among them. */
  private textsFor(): Map<string, TextFacts> {
    if (this.texts.size > mostTexts) this.texts.clear();
    return this.texts;
  }

  dispose(): void {
    this.trees.dispose();
    this.surroundings.clear();
  }
}
