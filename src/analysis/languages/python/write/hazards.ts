// What the edits of a plan may do besides changing values: names that are read by their text, names given within expressions,
// code that would run in another order.
import { partsOf, partsWith, rootOf } from '../../shared/around.ts';
import type { Edit } from '../../../findings.ts';
import { upstream } from '../../../terms/occurrence.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { wordsOf } from '../../shared/words.ts';
import { libraryOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { changesObject } from '../libraries/inPlace.ts';
import { methodChanges } from '../libraries/effects.ts';
import { changesParameters } from '../lower/changing.ts';
import { functionAround } from '../around.ts';
import { argumentsGiven } from './once.ts';
import { statementOf } from './statements.ts';
import type { Task } from './task.ts';

/** @throws Withheld where the new code would not do what the old did, whatever the values are */
export function requireHarmless(task: Task): void {
  requireImplicitAxis(task);
  const edits = task.edits.filter((edit) => !task.imports.has(edit));
  const places = [...new Set(task.plan.replacements.map(({ at }) => task.syntax(at)))];
  for (const edit of edits) requireNoGraphNames(places, edit);
  for (const node of places) {
    requireNamesUnseen(node);
    requireNoWalrus(node, edits);
    requireArrayConditions(node, edits);
    requireOrder(node, edits);
    requireNoLists(node, edits);
  }
}

/** PyTorch takes the first axis of 1 or 3 and the second of others, where none is said. */
function requireImplicitAxis({ plan, session }: Task): void {
  for (const { at, by } of plan.keeps) {
    const isAlong = [...subterms(by)].some(
      ({ kind, name }: { kind: string; name?: unknown }) =>
        (kind === 'library' && /softmax/.test(String(name))) || kind === 'reduce',
    );
    if (!isAlong) continue;
    for (const place of upstream(at)) {
      const { term } = place;
      if (term.kind !== 'library' || !/softmax/.test(term.name) || libraryOf(place)?.name !== 'torch') continue;
      const call = session.calls.get(place);
      if (!call || call.known.operation.does !== 'library') continue;
      if (!call.args.named.has('axis') || term.axis.kind === 'all') {
        throw new Withheld('which axis this softmax is along depends on the shape');
      }
    }
  }
}

/** tf.div(e, total, name="attention"): by its name an operation is fetched from its graph, also in other files. */
function requireNoGraphNames(places: readonly SyntaxNode[], { cell, start, end, text }: Edit): void {
  const source = places.map((place) => place.source).find((each) => each.cell === cell);
  const namesIn = (code: string) => code.match(/(?<=[(,]\s*)name\s*=\s*[^=,)\s][^,)]*/g) ?? [];
  const kept = new Set(namesIn(text));
  if (source && namesIn(source.text.slice(start, end)).some((name) => !kept.has(name))) {
    throw new Withheld('an operation has a name in its graph, which may be read elsewhere');
  }
}

/** locals(), eval('e'), exec(code): which names these read is not told. */
function requireNamesUnseen(node: SyntaxNode): void {
  const around = functionAround(node) ?? rootOf(node);
  if (!/\b(?:locals|vars|eval|exec)\s*\(/.test(around.text)) return;
  const isModule = around.type === 'module';
  const queue = [...around.named];
  for (let at = queue.pop(); at; at = queue.pop()) {
    const callee = at.type === 'call' ? at.field('function') : undefined;
    const name = callee?.type === 'identifier' ? callee.text : '';
    const given = at.field('arguments')?.named.length ?? 0;
    if (/^(eval|exec)$/.test(name) || (/^(locals|vars)$/.test(name) && given === 0)) {
      throw new Withheld(`names are read by their text here, with ${name}()`);
    }
    if (!(isModule && at.type === 'function_definition')) queue.push(...at.named);
  }
}

/** Moved or repeated, `x := y` gives its name at another time, or twice. */
function requireNoWalrus(node: SyntaxNode, edits: readonly Edit[]): void {
  const { text, cell } = node.source;
  const isWithin = edits.some(
    (edit) => edit.text.includes(':=') || (edit.cell === cell && text.slice(edit.start, edit.end).includes(':=')),
  );
  const given = [...headerOf(statementOf(node)).matchAll(/(\w+)\s*:=/g)].map(([, name]) => name!);
  const read = edits.map((edit) => wordsOf(edit.text));
  if (isWithin || given.some((name) => read.some((words) => words.has(name)))) {
    throw new Withheld('a name is given a value within the expression');
  }
}

/** A statement without what stands in it as a block. */
function headerOf(statement: SyntaxNode): string {
  const block = statement.named.find(({ type }) => type === 'block');
  return statement.source.text.slice(statement.start, block?.start ?? statement.end);
}

/** `a if flag else b` takes one of two, np.where computes both, and their shapes become one. */
function requireArrayConditions(node: SyntaxNode, edits: readonly Edit[]): void {
  const chosen = edits.filter(({ text }) => /\bwhere\(/.test(text));
  if (chosen.length === 0) return;
  for (const at of partsOf(functionAround(node) ?? rootOf(node))) {
    const condition = at.type === 'conditional_expression' ? at.named[1] : undefined;
    if (!condition || !chosen.some(({ text }) => text.includes(`where(${condition.text},`))) continue;
    // temperature if temperature else 1.0
    const isNumber = at.named[0]?.text === condition.text && /^(?:integer|float)$/.test(at.named[2]?.type ?? '');
    if (isNumber) continue;
    if (/\b(?:is|not|in|and|or)\b/.test(condition.text) || !/[<>]|[=!]=/.test(condition.text)) {
      throw new Withheld('the condition is one for all elements, and decides which code is run');
    }
  }
}

/** `len(a) + f(a.pop())`: what stands before a call that changes something would be read after it. */
function requireOrder(node: SyntaxNode, edits: readonly Edit[]): void {
  const statement = statementOf(node);
  const lines = edits.filter(
    ({ cell, start, end }) => cell === statement.source.cell && start === end && start === statement.start,
  );
  if (lines.length === 0 || /^(for|while|if|with)_statement$/.test(statement.type)) return;
  const inner = statement.named[0];
  const target = inner?.type === 'assignment' ? inner.field('right') : inner;
  for (const call of partsOf(statement)) {
    if (call.type !== 'call' || !target || !lines.some(({ text }) => text.includes(call.text))) continue;
    const changed = changedBy(call);
    const before = wordsOf(statement.source.text.slice(target.start, Math.max(target.start, call.start)));
    if ([...changed].some((word) => before.has(word)))
      throw new Withheld('a call would run before what it changes is read');
  }
}

/** The words of what a call may change. */
function changedBy(call: SyntaxNode): ReadonlySet<string> {
  const callee = call.field('function');
  const given = call.field('arguments')?.text ?? '';
  if (callee?.type === 'attribute') {
    const name = callee.field('attribute')?.text ?? '';
    if (changesObject(name) || methodChanges(name)) return wordsOf(callee.field('object')?.text ?? '');
  }
  if (callee?.type !== 'identifier') return new Set();
  for (const at of partsWith(callee.text, rootOf(call))) {
    const isIt = at.type === 'function_definition' && at.field('name')?.text === callee.text;
    if (isIt && changesParameters(at)) return wordsOf(given);
  }
  return new Set();
}

/** Lists have no sign, and no differences: functions of NumPy take them, operators do not. */
function requireNoLists(node: SyntaxNode, edits: readonly Edit[]): void {
  const definition = functionAround(node);
  const code = edits.map(({ text }) => text).join('\n');
  if (!definition || !/-|abs\(|[<>]/.test(code)) return;
  const parameters = new Set(
    (definition.field('parameters')?.named ?? []).map((each) => (each.field('name') ?? each).text),
  );
  const isList = (name: string) =>
    parameters.has(name) &&
    argumentsGiven(definition, name).some(({ type }) => /^(list|tuple|list_comprehension)$/.test(type));
  const signs = [...code.matchAll(/(?:^|[(,=+*/-])\s*-([A-Za-z_]\w*)(?![\w.([])/gm)].map(([, name]) => [name!]);
  const pairs = [...code.matchAll(/(?<![\w.])([A-Za-z_]\w*) - ([A-Za-z_]\w*)(?![\w.([])/g)].map(([, a, b]) => [a!, b!]);
  if ([...signs, ...pairs].some((names) => names.every(isList)))
    throw new Withheld('it is given lists, which have no arithmetic');
}
