import * as vscode from 'vscode';
import {
  isAssumableFormat,
  isRuleLevel,
  type AnalysisOptions,
  type AssumableFormat,
  type RuleLevel,
} from '../analysis/policy/options.ts';
import { configurationSection } from './ids.ts';

export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  /** Milliseconds after the last keystroke. */
  readonly delay: number;
  /** By the id of a rule. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Glob patterns of files that are left alone. */
  readonly exclude: readonly string[];
  readonly assumeFormat: AssumableFormat | undefined;
}

/** The settings that hold for a resource. Values of the wrong type count as not set. */
export function settingsFor(resource: vscode.Uri): Settings {
  const section = vscode.workspace.getConfiguration(configurationSection, resource);
  const enable = section.get<unknown>('enable');
  const run = section.get<unknown>('run');
  const delay = section.get<unknown>('delay');
  const format = section.get<unknown>('assumeFormat');
  return {
    enable: typeof enable === 'boolean' ? enable : true,
    run: run === 'onSave' ? 'onSave' : 'onType',
    delay: typeof delay === 'number' && Number.isFinite(delay) ? Math.min(Math.max(delay, 100), 5000) : 300,
    rules: levelsIn(section.get<unknown>('rules')),
    exclude: stringsIn(section.get<unknown>('exclude')),
    assumeFormat: isAssumableFormat(format) ? format : undefined,
  };
}

/** What the analysis is told of them. */
export function optionsFrom({ rules, assumeFormat }: Settings): AnalysisOptions {
  return { rules, ...(assumeFormat && { format: assumeFormat }) };
}

function levelsIn(value: unknown): Readonly<Record<string, RuleLevel>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, RuleLevel] => isRuleLevel(entry[1])),
  );
}

function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string' && each !== '') : [];
}
