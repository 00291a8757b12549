/** What `npm start -- --check` waits for, in order; titles of the check suite's tests. */
export const checkSteps = [
  'the extension is active',
  'a finding stands in samples/naive_softmax.py',
  'a cell of samples/overflow.softmax.md has run',
  'the renderer has drawn its output',
] as const;

/** Those without a passing line in the runner's output. */
export function missingSteps(output: string): string[] {
  return checkSteps.filter((step) => !output.includes(`✔ ${step} (`));
}
