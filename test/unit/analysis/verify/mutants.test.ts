// Rewrites that are right, made wrong: the check has to refuse each of them, also where the plan itself promises the
// wrong value, so that nothing but the values and the gradients can tell.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Edit, Span } from '../../../../src/analysis/index.ts';
import { gradient } from '../../../../src/analysis/terms/differentiate/gradient.ts';
import { ShapeError, sizeOf, type NdArray } from '../../../../src/analysis/terms/evaluate/array.ts';
import { evaluate, type Inputs } from '../../../../src/analysis/terms/evaluate/evaluate.ts';
import { evaluateExactly } from '../../../../src/analysis/terms/evaluate/exactly.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import { elementsIn } from '../../../../src/analysis/terms/elements.ts';
import { liftAll } from '../../../../src/analysis/terms/lift.ts';
import type { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { applyEdits, contains, mapSpan } from '../../../../src/analysis/verify/apply.ts';
import { random } from '../../../../src/analysis/verify/random.ts';
import { domainsOf } from '../../../../src/analysis/verify/domain.ts';
import { withoutDraw } from '../../../../src/analysis/verify/drawn.ts';
import { verify } from '../../../../src/analysis/verify/verify.ts';
import { worlds } from '../../../../src/analysis/verify/worlds.ts';
import { plannedRewrites, type PlannedRewrite } from '../support/checks.ts';
import { fixturesIn, pythonFolders, scriptFolders, type Fixture } from '../support/fixtures.ts';
import { arraysIn, mutantsOf, type Mutant } from '../support/mutants.ts';

/** Of each rule, drawn from all mutants of all its fixtures, which take minutes: MUTANTS=10000 tries them. */
const perRule = Number(process.env['MUTANTS'] ?? 40);
const seed = Number(process.env['SEED'] ?? 20_260_727);

const undecided = 'of single elements';

interface Case extends Mutant {
  readonly rewrite: PlannedRewrite;
  readonly edits: readonly Edit[];
  readonly fixture: string;
}

async function casesIn({ name: fixture, language, text }: Fixture): Promise<readonly Case[]> {
  const names = arraysIn(text);
  const planned = await plannedRewrites(text, language);
  return planned
    .filter(({ check, match, plan, edits }) => verify(check, match, plan, edits).kind === 'ok')
    .flatMap((rewrite) =>
      rewrite.edits.flatMap((edit, index) =>
        /\bimport\b/.test(edit.text)
          ? []
          : mutantsOf(edit.text, names).map((mutant) => ({
              ...mutant,
              rewrite,
              fixture,
              edits: rewrite.edits.map((other, at) => (at === index ? { ...other, text: mutant.text } : other)),
            })),
      ),
    );
}

/** The plan that promises what the mutated text computes; undefined if nothing is computed in the places any more. */
function promising({
  rewrite,
  edits,
}: Case): { plan: PlannedRewrite['plan']; terms: readonly [Term, Term][] } | undefined {
  const { check, plan } = rewrite;
  const scopes = [...new Set(plan.keeps.map(({ at }) => at.scope))];
  const after = check.reread(applyEdits(check.document, edits), edits, scopes);
  if (!after) return undefined;
  const isLeft = ({ at }: { readonly at: { readonly span: Span } }) =>
    !edits.some((edit) => edit.text === '' && contains(edit, at.span));
  const keeps = plan.keeps.filter(isLeft).map(({ at }) => {
    const place = mapSpan(at.span, edits);
    const inside = after.lowered.computed.filter(({ span }) => contains(place, span));
    const widest = inside.sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start))[0];
    return widest && { at, by: widest.term };
  });
  after.lowered.dispose();
  if (!keeps.every((keep) => keep !== undefined)) return undefined;
  const exchange = new Map(keeps.map(({ at, by }) => [at.term, by]));
  return {
    plan: { ...plan, keeps, exchange },
    terms: keeps.map(({ at, by }): [Term, Term] => [at.term, by]),
  };
}

/** Some of them fit the constant arrays that fixtures multiply with. */
const shapes = [[6], [3, 7], [4, 5], [2, 3, 4]];

/** All inputs as arrays, and each of a few by itself as a number: own / (own + others.sum(1)) is of no arrays of one shape. */
function mixes(shape: readonly number[], count: number) {
  const all = Array.from({ length: count }, () => true);
  const some = count === 2 ? all.map((_, left) => all.map((_, i) => i !== left)) : [];
  return [all, ...some].map((isArray) => ({ shape, isArray }));
}

/**
 * Whether a mutant has the value of the code before any rewrite in real numbers, and its gradient where that has one,
 * and is finite where the value is: on draws of its own, which the check has not seen.
 */
function isEquivalent(store: TermStore, old: Term, mutant: Term): boolean {
  const [a, b] = [liftAll(store, old), liftAll(store, mutant)];
  const { values, axes } = inputsOf([a, b]);
  const domains = domainsOf([a, b], values);
  const draw = random(seed + 1);
  let compared = 0;
  for (const { shape, isArray } of shapes.flatMap((each) => mixes(each, values.length))) {
    for (const scale of [1, 2, 40, 400]) {
      const array = (own: readonly number[]): NdArray => ({
        shape: own,
        data: Float64Array.from({ length: sizeOf(own) }, () => scale * Math.abs(draw.normal()) + 0.01),
      });
      const inputs = new Map([
        ...values.map((term, i): [Term, NdArray] => {
          const numbers = array(isArray[i]! ? shape : []);
          // What tells groups, or picks, is whole: twice half a number is another one.
          const isWhole = /^(?:group|index)$/.test(domains.get(term) ?? '');
          return [term, isWhole ? { ...numbers, data: numbers.data.map(Math.floor) } : numbers];
        }),
        ...axes.map((term): [Term, NdArray] => [term, { shape: [], data: Float64Array.of(-1) }]),
      ]);
      const same = sameOn(a, b, inputs, scale <= 2 ? values : []);
      if (same === false) return false;
      if (same) compared++;
    }
  }
  return compared >= 4;
}

/**
 * Undefined where the first one has no value.
 * @param leaves - what gradients are compared of: none of large logits, where those of the first one may be wrong
 */
function sameOn(a: Term, b: Term, inputs: Inputs, leaves: readonly Term[]): boolean | undefined {
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (error instanceof ShapeError) return undefined;
      throw error;
    }
  };
  const expected = attempt(() => evaluateExactly(a, inputs, 5000));
  if (!expected) return undefined;
  const found = attempt(() => evaluateExactly(b, inputs, 5000));
  if (found?.shape.join() !== expected.shape.join()) return false;
  const isNear = (x: number, y: number, scale: number) => Object.is(x, y) || Math.abs(x - y) <= 1e-12 * scale;
  if (!expected.data.every((x, i) => isNear(x, found.data[i]!, Math.abs(x)))) return false;
  if (expected.data.every(Number.isFinite) && !evaluate(b, inputs).data.every(Number.isFinite)) return false;
  const weights = ({ data }: NdArray) => data.map((_, i) => Math.cos(i));
  const [g, h] = [a, b].map((term) => gradient(term, inputs, weights, leaves));
  return leaves.every((leaf) => {
    const [x, y] = [g!.get(leaf)!.data, h!.get(leaf)!.data];
    const scale = Math.max(...x.map(Math.abs), 1e-3);
    return !x.every(Number.isFinite) || x.every((value, i) => isNear(value, y[i]!, 1e4 * scale));
  });
}

function shuffled<T>(items: readonly T[], draw: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const all: Case[] = [];
for (const fixture of [...pythonFolders, ...scriptFolders].flatMap(fixturesIn)) all.push(...(await casesIn(fixture)));
const byRule = new Map<string, Case[]>();
for (const each of all) {
  const rule = `${each.rewrite.rule} in ${each.rewrite.check.document.language}`;
  byRule.set(rule, [...(byRule.get(rule) ?? []), each]);
}

suite('mutants of right rewrites', () => {
  const draw = random(seed);
  const operators = new Map<string, number>();

  for (const [rule, cases] of byRule) {
    const chosen = shuffled(cases, () => draw.uniform()).slice(0, perRule);
    for (const { operator } of chosen) operators.set(operator, (operators.get(operator) ?? 0) + 1);

    test(`of ${rule} are refused: ${chosen.length} of ${cases.length}, seed ${seed}`, (t) => {
      let byText = 0;
      const promisedReasons = new Map<string, number>();
      const count = (reason: string) => promisedReasons.set(reason, (promisedReasons.get(reason) ?? 0) + 1);
      for (const mutant of chosen) {
        const { check, match, plan } = mutant.rewrite;
        if (verify(check, match, plan, mutant.edits).kind !== 'ok') byText++;
        const promised = promising(mutant);
        const verdict = promised && verify(check, match, promised.plan, mutant.edits);
        if (verdict?.kind !== 'ok') {
          count(verdict?.kind === 'refused' ? verdict.reason : (verdict?.kind ?? 'nothing is computed there'));
          continue;
        }
        const isSame = promised!.terms.every(([old, now]) =>
          worlds(check.store, old, now, promised!.plan.exchange).every(([from, to]) => {
            const drawn = withoutDraw(check.store, { from, to });
            return isEquivalent(check.store, drawn?.from ?? from, drawn?.to ?? to);
          }),
        );
        // An element that no array can stand for has no value of its own here: what is computed of it tells nothing.
        const isOfOne = (term: Term) => elementsIn(liftAll(check.store, term)).size > 0;
        if (!isSame && promised!.terms.flat().some(isOfOne)) {
          count(undecided);
          continue;
        }
        assert.ok(isSame, `${mutant.fixture}: ${mutant.operator} is accepted: ${mutant.text}`);
        count('equivalent');
      }
      const told = [...promisedReasons].map(([reason, times]) => `${times} ${reason}`).join(', ');
      t.diagnostic(`${byText} refused as they are; if the plan promises them: ${told}`);
      const byValue = ['the values would differ', 'the gradients would differ', 'it would still fail for large values'];
      assert.ok(byValue.some((reason) => promisedReasons.has(reason)));
      const open = promisedReasons.get(undecided) ?? 0;
      assert.ok(open <= chosen.length / 20, `${open} could not be decided`);
      const same = (promisedReasons.get('equivalent') ?? 0) + open;
      assert.ok(byText >= chosen.length - same, 'whatever is accepted is equivalent');
    });
  }

  test('are of every kind, and of every rule that has rewrites which keep the meaning', () => {
    for (const operator of [
      ...['axis dropped', 'axis changed', 'keepdims dropped', 'global maximum', 'minimum for maximum', 'detached'],
      ...['mean for maximum', 'zero for maximum', 'sign flipped', 'term dropped', 'wrong operand', 'function changed'],
    ]) {
      assert.ok((operators.get(operator) ?? 0) > 0, operator);
    }
    assert.ok(byRule.size >= 13, [...byRule.keys()].join());
  });
});
