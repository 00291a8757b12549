import * as vscode from 'vscode';
import { configurationSection } from './ids.ts';

export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  /** Milliseconds after the last keystroke. */
  readonly delay: number;
}

/** The settings that hold for a resource. Values of the wrong type count as not set. */
export function settingsFor(resource: vscode.Uri): Settings {
  const section = vscode.workspace.getConfiguration(configurationSection, resource);
  const enable = section.get<unknown>('enable');
  const run = section.get<unknown>('run');
  const delay = section.get<unknown>('delay');
  return {
    enable: typeof enable === 'boolean' ? enable : true,
    run: run === 'onSave' ? 'onSave' : 'onType',
    delay: typeof delay === 'number' && Number.isFinite(delay) ? Math.min(Math.max(delay, 100), 5000) : 300,
  };
}
