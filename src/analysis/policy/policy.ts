// What of the findings of a document is reported, and how severely: the user's options and the comments in the text.
import type { Problem, Severity, SourceCell, SourceDocument, Span } from '../findings.ts';
import { ruleCatalog } from '../rules/catalog.ts';
import { linesOf } from './cellLines.ts';
import { directivesIn, type IgnoreDirective } from './directives.ts';
import {
  assumableFormats,
  isAssumableFormat,
  type AnalysisOptions,
  type AssumableFormat,
  type RuleLevel,
} from './options.ts';

/** Stands for all rules of an ignore that names none. */
const every = '*';

export class Policy {
  /** What code that does not say its format is said to compute in: by a comment, else by the options. */
  readonly format: AssumableFormat | undefined;
  readonly ignores: readonly IgnoreDirective[];
  private readonly unknownFormats: readonly Problem[];
  private readonly used = new Map<IgnoreDirective, Set<string>>();
  private readonly cells: ReadonlyMap<number, SourceCell>;

  constructor(
    document: SourceDocument,
    comments: readonly Span[],
    private readonly options: AnalysisOptions = {},
  ) {
    const directives = directivesIn(document, comments);
    const formats = directives.filter((directive) => directive.kind === 'format');
    this.ignores = directives.filter((directive) => directive.kind !== 'format');
    this.format = formats.map(({ name }) => name).find(isAssumableFormat) ?? options.format;
    this.unknownFormats = formats
      .filter(({ name }) => !isAssumableFormat(name))
      .map(({ span, name }) => ({
        code: 'unknown-format',
        span,
        message: `"${name}" is no format that can be assumed; those are ${assumableFormats.join(', ')}`,
      }));
    this.cells = new Map(document.cells.map((cell) => [cell.index, cell]));
  }

  /** The severity of a rule, if it is on; `usual` is what the rule says of a finding itself. */
  levelOf(rule: string, usual?: Severity): RuleLevel {
    const { rules = {} } = this.options;
    if (Object.hasOwn(rules, rule)) return rules[rule]!;
    return usual ?? ruleCatalog.find(({ id }) => id === rule)?.defaultSeverity ?? 'warning';
  }

  /** Whether a comment silences a finding of a rule at a place. The comment then counts as used. */
  silences(rule: string, span: Span): boolean {
    if (this.ignores.length === 0) return false;
    const lines = this.linesOf(span);
    let silenced = false;
    for (const directive of this.ignores) {
      const applies =
        directive.kind === 'ignore-file' || (directive.span.cell === span.cell && lines.includes(directive.line));
      if (!applies) continue;
      if (directive.rules === undefined || directive.rules.includes(rule)) {
        this.use(directive, directive.rules === undefined ? every : rule);
        silenced = true;
      }
    }
    return silenced;
  }

  /** What is wrong with the comments themselves. Only complete once every finding was asked about. */
  problems(): readonly Problem[] {
    const unused = this.options.reportUnusedIgnores === true ? this.ignores.flatMap((each) => this.unusedIn(each)) : [];
    return [...unused, ...this.unknownFormats].sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start);
  }

  /** The first and the last line of a finding. */
  private linesOf({ cell, start, end }: Span): readonly number[] {
    const source = this.cells.get(cell);
    const lines = source && linesOf(source);
    return lines ? [lines.position(start).line, lines.position(Math.max(start, end - 1)).line] : [];
  }

  private use(directive: IgnoreDirective, rule: string): void {
    const used = this.used.get(directive) ?? new Set();
    this.used.set(directive, used.add(rule));
  }

  private unusedIn(directive: IgnoreDirective): readonly Problem[] {
    const used = this.used.get(directive);
    const problem = (message: string): Problem => ({ code: 'unused-ignore', span: directive.span, message });
    if (directive.rules === undefined) return used ? [] : [problem('this comment silences nothing')];
    if (directive.rules.length === 0) return [problem('this comment names no rule')];
    return directive.rules
      .filter((rule) => used?.has(rule) !== true && this.levelOf(rule) !== 'off')
      .map((rule) => {
        const known = ruleCatalog.some(({ id }) => id === rule);
        return problem(known ? `nothing of ${rule} is silenced here` : `there is no rule "${rule}"`);
      });
  }
}
