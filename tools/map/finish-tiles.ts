import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { entriesOf } from "../project/json.ts";

/** Offsets of the numbers in a PMTiles head (version 3), in bytes from its beginning. */
const AT = { metadata: 24, metadataLength: 32, leaves: 40, leavesLength: 48, tiles: 56, tilesLength: 64 } as const;

/**
 * Writes the owner of the data into an archive of tilemaker, which leaves it out. Mends its head: tilemaker 3.0 writes a length below zero
 * if there are no leaf directories. Throws on any other file.
 */
export async function finishTiles(file: string, attribution: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.subarray(0, 8).compare(Buffer.from("PMTiles\u0003")) !== 0)
    throw new Error("tilemaker wrote no PMTiles 3 archive; which version is it?");
  const numberAt = (at: number): number => Number(bytes.readBigUInt64LE(at));
  const set = (at: number, value: number): number => bytes.writeBigUInt64LE(BigInt(value), at);
  const [start, length] = [numberAt(AT.metadata), numberAt(AT.metadataLength)];
  const said: unknown = JSON.parse(gunzipSync(bytes.subarray(start, start + length)).toString("utf8"));
  const metadata = gzipSync(JSON.stringify({ ...Object.fromEntries(entriesOf(said)), attribution }));
  const end = start + length === bytes.length ? start : bytes.length;
  if (numberAt(AT.leaves) === 0) {
    set(AT.leaves, end);
    set(AT.leavesLength, 0);
    set(AT.tilesLength, start - numberAt(AT.tiles));
  }
  set(AT.metadata, end);
  set(AT.metadataLength, metadata.length);
  await writeFile(file, Buffer.concat([bytes.subarray(0, end), metadata]));
}
