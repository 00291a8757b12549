// What is drawn by a random share of a sum of exponentials, before and after these are shifted: by the same random number, the same.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { fixturesIn } from './support/fixtures.ts';

type Draw = (scores: readonly number[], temperature: number) => number;

const drawing = ['drawBySubtraction', 'drawByAddition', 'drawWhile'] as const;
const sign = { drawBySubtraction: 1, drawByAddition: 1, drawWhile: -1 } as const;

/** The functions of a text that draw, and how to say by which random number. */
function loaded(text: string) {
  const { code } = transformSync(text, { format: 'cjs', target: 'node20' });
  const random = { next: 0.5 };
  const context = createContext({ exports: {}, module: {}, random });
  const load = `Math.random = () => random.next;\n${code}\n;({ ${drawing.join(', ')} })`;
  return { functions: runInContext(load, context) as Record<(typeof drawing)[number], Draw>, random };
}

suite('draws by a share of a sum', () => {
  const { text, twins } = fixturesIn('javascript/naive-softmax').find(({ name }) => name.endsWith('/shares'))!;
  const [before, after] = [loaded(text), loaded(twins.inline!)];
  const draw = ({ functions, random }: typeof before, name: (typeof drawing)[number], at: number, scores: number[]) => {
    random.next = at;
    return functions[name](scores, 1);
  };

  for (const name of drawing) {
    test(`${name} draws the same`, () => {
      const scores = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 9 });
      // Between two shares rounding may decide.
      const share = fc.integer({ min: 0, max: 996 }).map((n) => (n + 0.5) / 997);
      fc.assert(
        fc.property(scores, share, (given, at) => {
          assert.equal(draw(after, name, at, given), draw(before, name, at, given));
        }),
      );
    });

    test(`${name} draws the likeliest of those whose weights were inf`, () => {
      const scores = [900, 999, 1].map((score) => sign[name] * score);
      assert.notEqual(draw(before, name, 0.25, scores), 1);
      assert.equal(draw(after, name, 0.25, scores), 1);
    });
  }
});
