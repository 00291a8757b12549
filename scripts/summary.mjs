/**
 * What failed, the table at the end of `npm test`, and the line that sums it up.
 * @param {readonly import('./stage.mjs').Result[]} results
 * @param {boolean} interrupted
 */
export function summary(results, interrupted) {
  const rows = results.map(({ name, passed, failed, skipped, seconds, note }) => {
    const numbers = [passed, failed, skipped].map((count) => String(count).padStart(8)).join('');
    return `${failed ? '✖' : '✔'} ${name.padEnd(16)}${numbers}${seconds.toFixed(1).padStart(9)} s${note && `   ${note}`}`;
  });
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const skipped = total('skipped');
  const failures = results.flatMap(({ name, failures }) => failures.map((failure) => `${name} ${failure}`));
  return [
    // Said again: what a failed test printed may stand thousands of lines above, where a log is cut.
    ...(failures.length > 0 ? ['What failed:', ...failures, ''] : []),
    `  ${'stage'.padEnd(16)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(8)}     time`,
    ...rows,
    ...(interrupted ? ['Interrupted: the stages after these did not run.'] : []),
    `${total('passed')} passed, ${total('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`,
  ].join('\n');
}
