// The comparison of values has to tell a right rewrite from every near miss.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { knownAxis } from '../../../../src/analysis/terms/axis.ts';
import { pickOne } from '../../../../src/analysis/terms/gathers.ts';
import { lengths } from '../../../../src/analysis/terms/lengths.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { subterms } from '../../../../src/analysis/terms/walk.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { termOf } from '../support/lowered.ts';

async function compared(before: string, after: string, tolerance = 1e-10) {
  const store = new TermStore();
  return agreement(await termOf(before, store), await termOf(after, store), new Bounds(), tolerance);
}

const naive = 'np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)';
const shifted = (m: string, m2 = m) => `np.exp(x - ${m}) / np.sum(np.exp(x - ${m2}), axis=1, keepdims=True)`;
const right = 'np.max(x, axis=1, keepdims=True)';

suite('agreement', () => {
  for (const after of [shifted(right), 'torch.softmax(x, 1)', shifted('x.max(axis=1)[:, None]')]) {
    test(`holds between the naive form and ${after}`, async () => {
      const result = await compared(naive, after);
      assert.ok(result.ok);
      assert.ok(result.cases >= 2);
    });
  }

  const mutants: Readonly<Record<string, string>> = {
    'the axis of the maximum dropped': shifted('np.max(x)'),
    'its keepdims dropped': shifted('np.max(x, axis=1)'),
    'another axis': shifted('np.max(x, axis=0)'),
    'the maximum of something else': shifted('np.max(x * 2, axis=1, keepdims=True)', right),
    'the shift in the numerator only': shifted(right, '0'),
    'the shift in the denominator only': shifted('0', right),
    'the minimum': shifted('np.min(x, axis=1, keepdims=True)'),
    'no shift at all': naive,
    'a softmax along another axis': 'torch.softmax(x, 0)',
    'a softmax of everything': 'np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))',
    'keepdims of the sum dropped': `np.exp(x - ${right}) / np.sum(np.exp(x - ${right}), axis=1)`,
    'the sum of something else': `np.exp(x - ${right}) / np.sum(np.exp(2 * (x - ${right})), axis=1, keepdims=True)`,
  };
  for (const [what, after] of Object.entries(mutants)) {
    test(`is refused to ${what}`, async () => {
      assert.equal((await compared(naive, after)).ok, false);
    });
  }

  for (const [what, shift] of [
    ['a shift by nothing', '0'],
    ['a shift the other way', '-x.max()'],
  ] as const) {
    test(`is refused to ${what} of what is never above 0, but may be far below`, async () => {
      const store = new TermStore();
      const before = await termOf('np.exp(x) / np.exp(x).sum()', store);
      const x = [...subterms(before)].find(({ kind }) => kind === 'variable')!;
      const bounds = new Bounds(new Map([[x, { low: -Infinity, high: 0 }]]));
      const compare = async (m: string) => {
        const after = await termOf(`np.exp(x - ${m}) / np.exp(x - ${m}).sum()`, store);
        return agreement(before, after, bounds, 1e-10);
      };
      assert.ok((await compare('x.max()')).ok);
      assert.deepEqual(await compare(shift), { ok: false, why: 'fails' });
    });
  }

  test('allows for a temperature and for a mask', async () => {
    const tempered = (m: string) => `np.exp(x / y - ${m}) / np.sum(np.exp(x / y - ${m}), axis=1, keepdims=True)`;
    assert.ok((await compared(tempered('0'), tempered('np.max(x / y, axis=1, keepdims=True)'))).ok);
    // Of a negative temperature the maximum of x is the wrong end.
    assert.equal((await compared(tempered('0'), tempered('np.max(x, axis=1, keepdims=True)'))).ok, false);
  });

  test('counts the cases, and how far apart the values were at most', async () => {
    const result = await compared(naive, shifted(right));
    assert.ok(result.ok);
    // Two matrices and an array of three dimensions in three draws; of one dimension there is no axis 1.
    assert.equal(result.cases, 9);
    assert.ok(result.maxUlp >= 1 && result.maxUlp <= 4, `maxUlp is ${result.maxUlp}`);
    const guarded = await compared('np.exp(x) / (np.exp(x).sum() + 1e-9)', 'torch.softmax(x, 0)', 1e-3);
    assert.deepEqual(guarded, { ok: false, why: 'differs' });
    const alongAll = 'np.exp(x - x.max()) / np.exp(x - x.max()).sum()';
    const loose = await compared('np.exp(x) / (np.exp(x).sum() + 1e-9)', alongAll, 1e-3);
    assert.ok(loose.ok && loose.maxUlp > 1000, JSON.stringify(loose));
  });

  test('holds where it is the old one that is inaccurate', async () => {
    const result = await compared('np.log(1 - 1 / (1 + np.exp(-8 * x)))', '-F.softplus(8 * x)');
    assert.ok(result.ok && result.maxUlp <= 4, JSON.stringify(result));
  });

  test('is refused to what is right for small logits, and finite but wrong for large ones', async () => {
    const logSum = 'np.log(np.sum(np.exp(x)))';
    assert.deepEqual(await compared(logSum, 'np.log(np.sum(np.exp(np.clip(x, -60, 60))))'), {
      ok: false,
      why: 'fails',
    });
    assert.deepEqual(await compared(logSum, logSum), { ok: false, why: 'fails' });
    assert.ok(!(await compared(logSum, 'torch.logsumexp(x, 0)')).ok, 'along another axis');
    assert.ok((await compared(logSum, 'x.max() + np.log(np.sum(np.exp(x - x.max())))')).ok);
  });

  test('is refused where a class is picked by another index', async () => {
    const picked = (y: string) => `-torch.log_softmax(x, -1)[np.arange(4), ${y}]`;
    const of = (y: string) => `-np.log(np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True))[np.arange(4), ${y}]`;
    assert.ok((await compared(of('y'), picked('y'))).ok);
    assert.deepEqual(await compared(of('y'), picked('z')), { ok: false, why: 'differs' });
  });

  test('proves nothing of values that cannot be computed', async () => {
    const result = await compared('x.reshape(2, -1, 3) * 2', 'x.reshape(2, -1, 3) + x.reshape(2, -1, 3)');
    assert.deepEqual(result, { ok: false, why: 'unknown' });
  });

  test('proves nothing where both sides are NaN', async () => {
    const result = await compared('np.log(-np.exp(x))', 'np.log(-np.exp(x) - 1)');
    assert.deepEqual(result, { ok: false, why: 'unknown' });
  });
});

/** Terms of one x along the last axis, some part of them behind a detach. */
function formsOf(store: TermStore) {
  const x = store.variable('parameter', 'x', 'test');
  const last = knownAxis(-1);
  const cut = (term: Term) => store.map('detach', term);
  const max = store.reduce('max', x, last, true);
  const exps = (shift?: Term) => store.map('exp', shift ? store.binary('subtract', x, shift) : x);
  const sum = (term: Term) => store.reduce('sum', term, last, true);
  const softmax = (top: Term, bottom: Term) => store.binary('divide', top, bottom);
  const logSum = (shift: Term, added: Term) => store.binary('add', store.map('log', sum(exps(shift))), added);
  return { max, cut, exps, sum, softmax, logSum };
}

suite('the agreement of gradients', () => {
  const of = (make: (forms: ReturnType<typeof formsOf>) => readonly [before: Term, after: Term]) => {
    const [before, after] = make(formsOf(new TermStore()));
    return agreement(before, after, new Bounds(), 1e-10);
  };

  test('holds where the maximum of a softmax is detached, which changes none', () => {
    const both = of(({ exps, sum, softmax, max, cut }) => [
      softmax(exps(), sum(exps())),
      softmax(exps(cut(max)), sum(exps(cut(max)))),
    ]);
    assert.ok(both.ok, JSON.stringify(both));
    const one = of(({ exps, sum, softmax, max, cut }) => [
      softmax(exps(), sum(exps())),
      softmax(exps(cut(max)), sum(exps(max))),
    ]);
    assert.deepEqual(one, { ok: false, why: 'gradient' });
  });

  test('holds for a log-sum-exp with both uses of the maximum detached, or neither', () => {
    const log = (make: (forms: ReturnType<typeof formsOf>) => Term) => {
      const store = new TermStore();
      const forms = formsOf(store);
      return agreement(store.map('log', forms.sum(forms.exps())), make(forms), new Bounds(), 1e-10);
    };
    assert.ok(log(({ logSum, max }) => logSum(max, max)).ok);
    assert.ok(log(({ logSum, max, cut }) => logSum(cut(max), cut(max))).ok);
    const refused = { ok: false, why: 'gradient' };
    assert.deepEqual(
      log(({ logSum, max, cut }) => logSum(cut(max), max)),
      refused,
    );
    assert.deepEqual(
      log(({ logSum, max, cut }) => logSum(max, cut(max))),
      refused,
    );
  });

  test('is refused where a part is detached on one side only', () => {
    const refused = { ok: false, why: 'gradient' };
    const whole = ({ exps, sum, softmax, max }: ReturnType<typeof formsOf>) => softmax(exps(max), sum(exps(max)));
    assert.deepEqual(
      of((forms) => {
        const { exps, sum, softmax, cut } = forms;
        return [softmax(exps(), sum(exps())), softmax(exps(forms.max), cut(sum(exps(forms.max))))];
      }),
      refused,
    );
    assert.deepEqual(
      of((forms) => [forms.softmax(forms.exps(), forms.cut(forms.sum(forms.exps()))), whole(forms)]),
      refused,
    );
    assert.deepEqual(
      of((forms) => [forms.softmax(forms.exps(), forms.sum(forms.exps())), forms.cut(whole(forms))]),
      refused,
    );
    assert.ok(
      of((forms) => [forms.cut(forms.softmax(forms.exps(), forms.sum(forms.exps()))), forms.cut(whole(forms))]).ok,
    );
  });
});

suite('the agreement of numbers', () => {
  const store = new TermStore();
  const [a, b] = [store.variable('parameter', 'a', ''), store.variable('parameter', 'b', '')];
  const naive = store.map('log', store.binary('add', store.map('exp', a), store.map('exp', b)));
  const ofNumbers = (after: Term) => agreement(naive, after, new Bounds(), 1e-9, { ofNumbers: true });

  test('is refused where large ones are lost', () => {
    assert.deepEqual(ofNumbers(naive), { ok: false, why: 'fails' });
  });

  test('is refused where it only holds of numbers above 0', () => {
    assert.deepEqual(ofNumbers(store.binary('logaddexp', store.map('abs', a), b)), { ok: false, why: 'differs' });
  });

  test('tells what becomes of infinite ones', () => {
    const result = ofNumbers(store.binary('add', b, store.map('softplus', store.binary('subtract', a, b))));
    assert.ok(result.ok, JSON.stringify(result));
    assert.equal(result.atInfinity, 'nothing');
    const guarded = ofNumbers(store.binary('logaddexp', a, b));
    assert.ok(guarded.ok && guarded.atInfinity === 'all', JSON.stringify(guarded));
  });

  test('beside a length is compared as that of arrays: on large inputs, and on infinite ones', () => {
    const x = store.variable('parameter', 'x', '');
    const n = store.gather(lengths(store, x), pickOne, [store.constant(1)]);
    const log = (shift?: Term) => {
      const exps = store.map('exp', shift ? store.binary('subtract', x, shift) : x);
      return store.map('log', store.binary('divide', store.reduce('sum', exps, knownAxis(-1), true), n));
    };
    assert.deepEqual(agreement(log(), log(), new Bounds(), 1e-9), { ok: false, why: 'fails' });
    const max = store.reduce('max', x, knownAxis(-1), true);
    const shifted = agreement(log(), store.binary('add', max, log(max)), new Bounds(), 1e-9);
    assert.ok(shifted.ok && shifted.atInfinity === 'nothing', JSON.stringify(shifted));
  });
});
