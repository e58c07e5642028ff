import { join } from "node:path";
import type { Tx } from "../../platform/database/index.ts";
import { logSize } from "../audit-queries.ts";
import { insertCheckpoint } from "../audit-store.ts";
import { signCheckpoint } from "../tree/checkpoint.ts";
import { writeFiles } from "../folder/durable-file.ts";
import { LogAlarm } from "../folder/log-alarm.ts";
import { removePartials, replaceCheckpoint } from "../folder/log-folder.ts";
import { remember } from "../folder/log-history.ts";
import { writeHead } from "../witness/witness-head.ts";
import { entriesFrom, type StoredEntry } from "../log-rows-queries.ts";
import type { PublishPlace, PublishState } from "./publish-state.ts";
import { checkRows } from "./recheck.ts";
import { hashesAt, TILE_WIDTH, tilePath, writeBundle, type Tile } from "../tree/tile.ts";
import { grow, rootOfEdge, type TreeEdge } from "../tree/tree-edge.ts";

/** Entries taken in one transaction: few enough that checking them holds the event loop for tens of milliseconds at most. */
export const PUBLISH_BATCH = 16 * TILE_WIDTH;

/** Takes entries in whole tiles, but not past the largest size that was signed before, where the roots must be compared. */
function targetOf({ edge, promised }: PublishState, size: number): number {
  const batch = Math.min(size, (Math.floor(edge.size / TILE_WIDTH) + PUBLISH_BATCH / TILE_WIDTH) * TILE_WIDTH);
  return promised && promised.size > edge.size ? Math.min(batch, promised.size) : batch;
}

/**
 * Publishes the next entries: tiles and bundles to the disk, then a checkpoint over them, signed, into the folder and the
 * database. `more` is true if it was too much for one step. Throws `LogAlarm`, having signed nothing, when the database
 * contradicts what was signed before.
 */
export async function publishNext(
  tx: Tx,
  place: PublishPlace,
  state: PublishState,
  at: number,
): Promise<{ readonly state: PublishState; readonly more: boolean }> {
  const acknowledged = place.witness?.last ?? -1;
  const size = await logSize(tx);
  if (acknowledged >= size) throw new LogAlarm(size, `the database counts ${size} entries, but ${acknowledged + 1} were acknowledged`);
  const floor = Math.max(state.edge.size, state.promised?.size ?? 0);
  if (size < floor) throw new LogAlarm(size, `the database counts ${size} entries, but ${floor} were signed`);
  const target = targetOf(state, size);
  if (target === state.edge.size) return { state, more: false };
  // From the start of the last bundle: a bundle is written whole.
  const from = Math.floor(state.edge.size / TILE_WIDTH) * TILE_WIDTH;
  const rows = await entriesFrom(tx, from, target - from);
  checkRows(rows, from);
  if (rows.length < target - from) throw new LogAlarm(from + rows.length, "the entry is missing from the database");
  const known = state.edge.partial[0] ?? [];
  const differs = known.findIndex((hash, i) => !rows[i]?.leafHash.equals(hash));
  if (differs >= 0) throw new LogAlarm(from + differs, "the entry in the database is not the one that was published");
  place.witness?.compareNew(rows.slice(state.edge.size - from));
  const { edge, files, full } = tilesOver(state.edge, rows, from);
  await writeFiles(new Map([...files].map(([path, bytes]) => [join(place.folder, path), bytes])));
  const promised = await sign(tx, place, { ...state, edge }, at);
  if (promised !== state.promised) await removePartials(place.folder, full);
  if (promised) await place.witness?.settled(Math.min(edge.size, promised.size));
  return { state: { edge, promised }, more: target < size };
}

type Tiles = { readonly edge: TreeEdge; readonly files: Map<string, Uint8Array>; readonly full: Tile[] };

/** The files that change when the tree grows over `rows`, the first of which begins a bundle. */
function tilesOver(before: TreeEdge, rows: readonly StoredEntry[], from: number): Tiles {
  const files = new Map<string, Uint8Array>();
  const full: Tile[] = [];
  const put = (level: number, n: number, hashes: readonly Uint8Array[]): void => {
    files.set(tilePath({ level, n, width: hashes.length }), Buffer.concat(hashes));
    if (hashes.length === TILE_WIDTH) full.push({ level, n, width: TILE_WIDTH });
  };
  const leaves = rows.slice(before.size - from).map((row) => row.leafHash);
  const edge = grow(before, leaves, put);
  edge.partial.forEach((hashes, level) => {
    if (hashes.length > 0 && hashesAt(level, edge.size) > hashesAt(level, before.size))
      put(level, Math.floor(hashesAt(level, edge.size) / TILE_WIDTH), hashes);
  });
  for (let i = 0; i < rows.length; i += TILE_WIDTH) {
    const entries = rows.slice(i, i + TILE_WIDTH).map((row) => row.commitment);
    const tile: Tile = { level: "entries", n: (from + i) / TILE_WIDTH, width: entries.length };
    files.set(tilePath(tile), writeBundle(entries));
    if (tile.width === TILE_WIDTH) full.push(tile);
  }
  return { edge, files, full };
}

/** Signs the tree as it stands, or, while the folder is made again, waits for the size that was signed and compares. */
async function sign(
  tx: Tx,
  { folder, key, witness }: PublishPlace,
  { edge, promised }: PublishState,
  at: number,
): Promise<PublishState["promised"]> {
  if (promised && edge.size < promised.size) return promised;
  const root = rootOfEdge(edge);
  const again = promised?.size === edge.size;
  if (again && !promised.root.equals(root))
    throw new LogAlarm(null, `the first ${edge.size} entries of the database are not those that were signed`);
  const note = again ? promised.note : signCheckpoint({ size: edge.size, root }, key);
  // The journal first: folder and database may be set back together, and it would tell.
  if (witness) await writeHead(witness.journal, folder, edge.size, note);
  await replaceCheckpoint(folder, note);
  await remember(folder, note, at);
  await insertCheckpoint(tx, { size: edge.size, root, at, note });
  return { origin: key.name, size: edge.size, root, note };
}
