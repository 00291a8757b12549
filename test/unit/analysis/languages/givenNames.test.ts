// Names that a rewrite gives to values: what the text holds is taken, and so is what the same rewrite has given before.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Edit, LanguageId } from '../../../../src/analysis/index.ts';
import type { SyntaxNode } from '../../../../src/analysis/languages/syntax.ts';
import { GivenNames as ScriptNames } from '../../../../src/analysis/languages/javascript/write/names.ts';
import type { Task as ScriptTask } from '../../../../src/analysis/languages/javascript/write/task.ts';
import { GivenNames, nameInPlace } from '../../../../src/analysis/languages/python/write/names.ts';
import { Task } from '../../../../src/analysis/languages/python/write/task.ts';
import type { RewritePlan } from '../../../../src/analysis/rules/rule.ts';
import type { Session } from '../../../../src/analysis/languages/shared/lower/session.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { nodesIn, parsed } from '../support/parsed.ts';

const store = new TermStore();
const [a, b] = ['a', 'b'].map((name) => store.variable('parameter', name, 'f'));

async function calls(text: string, language: LanguageId): Promise<readonly SyntaxNode[]> {
  const { root } = await parsed(text, language);
  return nodesIn(root).filter(({ type }) => type === 'call' || type === 'call_expression');
}

suite('names given to values', () => {
  test('are different for different values in Python, on lines before and in place', async () => {
    const text = 'logits_3 = 1\nreturn_value = g(x) + h(x)\nprint(g(x) + h(x))\n';
    const [, , , first, second] = await calls(text, 'python');
    const task = new Task({} as RewritePlan, { places: [] } as unknown as Session, new Map([[0, text]]));
    const names = new GivenNames(task);
    assert.equal(
      names.give(first!, a!, 'logits', () => 'g(x)'),
      'logits',
    );
    assert.equal(
      names.give(first!, b!, 'logits', () => 'h(x)'),
      'logits_2',
    );
    assert.equal(
      names.give(second!, a!, 'logits', () => 'g(x)'),
      'logits',
      'the same value has one name',
    );
    assert.equal(nameInPlace(task, second!, 'logits'), 'logits_4');
  });

  test('are different for different values in JavaScript', async () => {
    const [first, second] = await calls('function f(x) {\n  g(x);\n  h(x);\n}\n', 'javascript');
    const names = new ScriptNames({ edits: [] as Edit[], given: new Map() } as unknown as ScriptTask);
    assert.equal(
      names.giveValue(first!, a!, 'max', () => 'g(x)'),
      'max',
    );
    assert.equal(
      names.giveValue(first!, b!, 'max', () => 'h(x)'),
      'max2',
    );
    assert.equal(
      names.giveValue(second!, a!, 'max', () => 'g(x)'),
      'max',
    );
  });
});
