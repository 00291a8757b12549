import type { RewritePlan } from '../../../rules/rule.ts';
import type { Written } from '../../frontEnd.ts';
import type { Session } from '../lower/session.ts';
import { merged } from './edits.ts';
import { writeLibrary } from './library.ts';
import { writeShifts } from './shift.ts';
import { Task } from './task.ts';
import { Withheld } from './withheld.ts';

/** A plan as edits in the style of the text, or why it cannot be written. */
export function write(plan: RewritePlan, session: Session, texts: ReadonlyMap<number, string>): Written {
  const task = new Task(plan, session, texts);
  try {
    return plan.form === 'inline' ? inline(task) : library(task);
  } catch (error) {
    if (error instanceof Withheld) return { ok: false, reason: error.reason };
    throw error;
  }
}

function inline(task: Task): Written {
  writeShifts(task, task.plan.replacements);
  return { ok: true, title: 'Subtract the maximum before exp', edits: merged(task.edits), assumptions: [], doubts: [] };
}

function library(task: Task): Written {
  const [replacement] = task.plan.replacements;
  if (!replacement) throw new Withheld('there is nothing to replace');
  const { called, needs } = writeLibrary(task, replacement);
  const added = task.imported.includes(called) && needs !== undefined;
  return {
    ok: true,
    title: `Replace with ${called}`,
    edits: merged(task.edits),
    assumptions: needs === undefined ? [] : [`${needs} is installed`],
    doubts: added ? [`needs ${needs}`] : [],
  };
}
