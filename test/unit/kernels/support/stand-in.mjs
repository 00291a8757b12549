// Stands in for a Python that hangs. Arguments: a file for its process id, and how many lines it says before it says no more.
import { writeFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

const [, , pidFile, lineCount] = process.argv;
writeFileSync(pidFile, String(process.pid));
process.on('SIGTERM', () => undefined); // as one that hangs in native code
for (let i = 0; i < Number(lineCount); i++) console.log('{"numpy":"0.0"}');
setInterval(() => undefined, 1000);
