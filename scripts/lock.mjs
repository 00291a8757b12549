// One process at a time, across processes: a folder can be made only once.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `body` while holding the lock; waits while another living process holds it.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withLock(path, body) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = 0; !take(path); waited += 1) {
    if (waited === 0) console.log(`[setup] waiting for another run to finish its set-up (${path}).`);
    await sleep(200);
  }
  const release = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await body();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(path) {
  try {
    mkdirSync(path);
    writeFileSync(join(path, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(path);
  if (owner !== undefined && !isAlive(owner)) rmSync(path, { recursive: true, force: true });
  return false;
}

/** Undefined for the moment between the folder and its file. */
function ownerOf(path) {
  try {
    return Number(readFileSync(join(path, 'pid'), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
