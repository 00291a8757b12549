// Every fixture is found by its file: a new one needs no code here.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { combineRewrites, type Finding } from '../../../src/analysis/index.ts';
import { edited, findingsIn } from './support/analyzer.ts';
import { fixturesIn, forms, pythonFolders, scriptFolders, type Fixture, type Form } from './support/fixtures.ts';

/** A finding as the fixtures mark it. */
function marked(text: string, { span, rule }: Finding) {
  return { line: text.slice(0, span.start).split('\n').length, code: text.slice(span.start, span.end), rule };
}

function rewriteOf(finding: Finding, form: Form) {
  return finding.rewrites.find((rewrite) => rewrite.form === form);
}

/** With the rewrites of all findings; of those that touch the same text, as they mend one computation together, the first. */
function applied(text: string, findings: readonly Finding[], form: Form): string {
  const rewrites = findings.map((finding) => rewriteOf(finding, form)).filter((rewrite) => rewrite !== undefined);
  return edited(text, combineRewrites(rewrites, () => text).edits);
}

function checkMarks(fixture: Fixture, findings: readonly Finding[]): void {
  const { text, marks } = fixture;
  const expected = marks.map(({ start, end, rule }) => ({
    line: text.slice(0, start).split('\n').length,
    code: text.slice(start, end),
    rule,
  }));
  assert.deepEqual(
    findings.map((finding) => marked(text, finding)),
    expected,
  );
}

for (const folder of [...pythonFolders, ...scriptFolders]) {
  suite(folder, () => {
    for (const fixture of fixturesIn(folder)) {
      test(`${fixture.name} has the findings that are marked, in the formats that are named`, async () => {
        const findings = await findingsIn(fixture.text, fixture.language);
        checkMarks(fixture, findings);
        for (const [index, { format }] of fixture.marks.entries()) {
          if (format !== undefined) assert.equal(findings[index]!.format.name, format);
        }
      });

      for (const form of forms) {
        test(`${fixture.name} is its twin after every ${form} rewrite, which leaves no finding it was made for`, async () => {
          const findings = await findingsIn(fixture.text, fixture.language);
          const after = applied(fixture.text, findings, form);
          assert.equal(after, fixture.twins[form] ?? fixture.text);
          const remaining = await findingsIn(after, fixture.language);
          const expected = findings.filter((finding) => (rewriteOf(finding, form)?.edits.length ?? 0) === 0);
          assert.deepEqual(
            remaining.map((finding) => marked(after, finding).code),
            expected.map((finding) => marked(fixture.text, finding).code),
          );
          assert.equal(applied(after, remaining, form), after, 'applied again, nothing changes');
        });
      }

      for (const mark of fixture.marks.filter(({ withheld }) => withheld)) {
        const { form, reason } = mark.withheld!;
        test(`${fixture.name} withholds the ${form} rewrite because of "${reason}"`, async () => {
          const findings = await findingsIn(fixture.text, fixture.language);
          const finding = findings.find(({ span }) => span.start === mark.start);
          assert.ok(finding);
          const rewrite = rewriteOf(finding, form);
          assert.ok(rewrite);
          assert.ok(rewrite.withheld?.includes(reason), `the reason is ${rewrite.withheld}`);
          assert.deepEqual(rewrite.edits, []);
          assert.equal(rewrite.safe, false);
        });
      }
    }
  });
}
