import * as vscode from 'vscode';
import { deepEqual, equal, eventually, match, ok } from './assert.ts';
import { suite, test } from './run.ts';
import { activated, closeEditors, findings, hoverText, openPython, ours, quickFixes } from './support.ts';

const split = `import numpy as np

def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=1, keepdims=True)
`;
const shifted = `import numpy as np

def softmax(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
`;

suite('Python files', () => {
  test('a naive softmax over two statements is underlined at its exp, with the rule page and the reasons', async (context) => {
    await activated();
    const document = await openPython(context, split);
    const [finding] = await findings(document.uri, 1);
    ok(finding, 'there is a finding');
    equal(document.getText(finding.range), 'np.exp(x)');
    equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    match(finding.message, /overflow/);
    match(finding.message, /709\.78/);
    const { code } = finding;
    ok(typeof code === 'object' && code.value === 'naive-softmax', 'the code is the rule');
    const page = await vscode.workspace.fs.readFile(code.target);
    match(new TextDecoder().decode(page), /naive-softmax/);
    ok((finding.relatedInformation ?? []).length > 0, 'the reasons point at their places');
  });

  test('the hover says at which logit exp overflows in each of the four formats', async (context) => {
    const document = await openPython(context, split);
    const [finding] = await findings(document.uri, 1);
    ok(finding, 'there is a finding');
    const text = await eventually('the hover', async () => (await hoverText(document.uri, finding.range)) || undefined);
    for (const [format, threshold] of [
      ['float64', '709.78'],
      ['float32', '88.72'],
      ['float16', '11.09'],
      ['bfloat16', '88.72'],
    ] as const) {
      const row = text.split('\n').find((line) => line.includes(format) && line.includes('|'));
      ok(row, `a row for ${format} in: ${text}`);
      ok(row.includes(threshold), `${format} overflows above ${threshold}, got: ${row}`);
    }
  });

  test('the preferred quick fix shifts by the maximum along the same axis, and the finding goes away', async (context) => {
    const document = await openPython(context, split);
    const [finding] = await findings(document.uri, 1);
    ok(finding, 'there is a finding');
    const actions = await quickFixes(document.uri, finding.range);
    const preferred = actions.find((action) => action.isPreferred === true);
    ok(preferred?.edit, `a preferred action with an edit among: ${actions.map(({ title }) => title).join('; ')}`);
    ok(await vscode.workspace.applyEdit(preferred.edit), 'the edit is applied');
    equal(document.getText(), shifted);
    await findings(document.uri, 0);
  });

  test('an edit that brings the naive form back brings the finding back', async (context) => {
    const document = await openPython(context, shifted);
    const editor = vscode.window.activeTextEditor;
    ok(editor?.document === document, 'the document is in the editor');
    const all = new vscode.Range(document.positionAt(0), document.positionAt(shifted.length));
    await editor.edit((builder) => {
      builder.replace(all, split);
    });
    await findings(document.uri, 1);
  });

  test('already shifted code stays silent while naive code beside it is found', async (context) => {
    const document = await openPython(context, `${shifted}\ndef other(z):\n    return np.exp(z) / np.exp(z).sum()\n`);
    const [finding] = await findings(document.uri, 1);
    ok(finding && finding.range.start.line > 5, 'only the naive one is found');
  });

  test('a PyTorch softmax in method form has the library form among its fixes', async (context) => {
    const source =
      'import torch\n\ndef attention(scores):\n    return scores.exp() / scores.exp().sum(dim=-1, keepdim=True)\n';
    const document = await openPython(context, source);
    const found = await eventually('a finding', () => {
      const diagnostics = ours(document.uri);
      return diagnostics.length > 0 ? diagnostics : undefined;
    });
    match(found[0]?.message ?? '', /88\.72/);
    const actions = await quickFixes(document.uri, found[0]!.range);
    const library = actions.find(({ edit }) =>
      edit?.entries().some(([, edits]) => edits.some(({ newText }) => newText.includes('softmax('))),
    );
    ok(library?.edit, `a library form among: ${actions.map(({ title }) => title).join('; ')}`);
    ok(await vscode.workspace.applyEdit(library.edit), 'the edit is applied');
    match(document.getText(), /softmax\(.*dim=-1\)/);
    await findings(document.uri, 0);
  });

  test('fix all makes every safe rewrite of the file at once', async (context) => {
    const second = split.replace('def softmax', 'def again').replace('import numpy as np\n', '');
    const document = await openPython(context, split + second);
    await findings(document.uri, 2);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      'source.fixAll.softmaxStability',
      5,
    );
    const edit = actions.find(({ kind }) => kind?.value === 'source.fixAll.softmaxStability')?.edit;
    ok(edit, `a fix-all action among ${actions.length}`);
    ok(await vscode.workspace.applyEdit(edit), 'the edit is applied');
    await findings(document.uri, 0);
    equal(document.getText().split('np.max(x, axis=1, keepdims=True)').length - 1, 2, 'both are shifted');
  });

  test('the preferred quick fix of a loss mends the softmax that it is of, too', async (context) => {
    const before = `import numpy as np

def loss(logits, y):
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(y)), y])), p
`;
    const document = await openPython(context, before);
    const finding = (await findings(document.uri, 2)).find(({ message }) => message.startsWith('log('));
    ok(finding, 'there is a finding at the logarithm');
    const preferred = (await quickFixes(document.uri, finding.range)).find(({ isPreferred }) => isPreferred === true);
    ok(preferred?.edit, 'a preferred action with an edit');
    match(preferred.title, /^Shift the exponents by their maximum/);
    ok(await vscode.workspace.applyEdit(preferred.edit), 'the edit is applied');
    equal(
      document.getText(),
      `import numpy as np

def loss(logits, y):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    e = np.exp(shifted)
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean((shifted - np.log(e.sum(axis=1, keepdims=True)))[np.arange(len(y)), y]), p
`,
    );
    await findings(document.uri, 0);
  });

  test('switching the analysis off removes the findings, and on again brings them back', async (context) => {
    const document = await openPython(context, split);
    await findings(document.uri, 1);
    const section = vscode.workspace.getConfiguration('softmaxStability');
    context.after(() => section.update('enable', undefined, vscode.ConfigurationTarget.Global));
    await section.update('enable', false, vscode.ConfigurationTarget.Global);
    await findings(document.uri, 0);
    await section.update('enable', true, vscode.ConfigurationTarget.Global);
    await findings(document.uri, 1);
  });

  test('the last quick fixes silence the finding, on its line or in the file, and are never preferred', async (context) => {
    for (const [title, text] of [
      [
        'Ignore naive-softmax on this line',
        split.replace('np.exp(x)', 'np.exp(x)  # softmax-stability: ignore[naive-softmax]'),
      ],
      ['Ignore naive-softmax in this file', `# softmax-stability: ignore-file[naive-softmax]\n${split}`],
    ] as const) {
      const document = await openPython(context, split);
      const [finding] = await findings(document.uri, 1);
      const actions = await quickFixes(document.uri, finding!.range);
      deepEqual(
        actions.slice(-2).map((action) => action.title),
        ['Ignore naive-softmax on this line', 'Ignore naive-softmax in this file'],
      );
      const action = actions.find((each) => each.title === title);
      ok(action?.edit && action.isPreferred !== true, `${title} has an edit and is not preferred`);
      ok(await vscode.workspace.applyEdit(action.edit), 'the edit is applied');
      equal(document.getText(), text);
      await findings(document.uri, 0);
      await closeEditors();
    }
  });

  test('the settings say how severe a rule is, which files are left alone, and the format', async (context) => {
    const document = await openPython(context, split);
    await findings(document.uri, 1);
    const section = vscode.workspace.getConfiguration('softmaxStability');
    const set = async (key: string, value: unknown) => section.update(key, value, vscode.ConfigurationTarget.Global);
    for (const key of ['rules', 'assumeFormat', 'exclude']) context.after(() => set(key, undefined));
    await set('rules', { 'naive-softmax': 'error' });
    await eventually('an error', () => ours(document.uri)[0]?.severity === vscode.DiagnosticSeverity.Error);
    await set('rules', { 'naive-softmax': 'off' });
    await findings(document.uri, 0);
    await set('rules', undefined);
    await set('assumeFormat', 'float16');
    await eventually('a finding in float16', () => ours(document.uri)[0]?.message.includes('float16') === true);
    await set('exclude', [document.uri.path.split('/').pop()!]);
    await findings(document.uri, 0);
    await set('exclude', ['elsewhere/**']);
    await findings(document.uri, 1);
  });

  test('after the workers are restarted the findings are there', async (context) => {
    const document = await openPython(context, split);
    await findings(document.uri, 1);
    await vscode.commands.executeCommand('softmaxStability.restartWorkers');
    const editor = vscode.window.activeTextEditor;
    ok(editor, 'there is an editor');
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(document.lineCount, 0), '\ny = np.exp(split) / np.exp(split).sum()\n');
    });
    await eventually('the new finding', () => ours(document.uri).some(({ range }) => range.start.line > 5));
  });
});
