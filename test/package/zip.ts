// Reads a ZIP archive, as far as a VSIX uses the format (APPNOTE.TXT 4.3: no encryption, no ZIP64).
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endSize = 22;
const entrySize = 46;
const localHeaderSize = 30;

/**
 * @returns the files by their path, uncompressed
 * @throws {Error} where `archive` is none of these archives
 */
export function readZip(archive: Buffer): Map<string, Buffer> {
  let end = archive.length - endSize;
  while (end >= 0 && archive.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new Error('Not a ZIP archive: it has no end record.');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new Error(`No directory entry at byte ${at}.`);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + entrySize, at + entrySize + nameLength);
    if (!name.endsWith('/')) files.set(name, contents(archive, at));
    at += entrySize + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

function contents(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start = local + localHeaderSize + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const data = archive.subarray(start, start + size);
  if (method === 0) return data;
  if (method === 8) return inflateRawSync(data);
  throw new Error(`Compression method ${method} is not read here.`);
}
