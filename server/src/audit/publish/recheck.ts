import type { Tx } from "../../platform/database/index.ts";
import { recordedErasures } from "../audit-queries.ts";
import { covers, faultOfErasure } from "../erasure-order.ts";
import { LogAlarm } from "../folder/log-alarm.ts";
import { readHashes } from "../folder/log-folder.ts";
import { entriesFrom, faultOfEntry, type StoredEntry } from "../log-rows-queries.ts";
import type { LogWitness } from "../witness/log-witness.ts";
import { rootOf } from "../tree/merkle.ts";
import type { PublishPlace } from "./publish-state.ts";
import { hashesAt, TILE_WIDTH } from "../tree/tile.ts";
import type { TreeEdge } from "../tree/tree-edge.ts";

/** Rows must follow one another from `from` on without a hole, each in agreement with itself. */
export function checkRows(rows: readonly StoredEntry[], from: number): void {
  for (const [i, row] of rows.entries()) {
    if (row.index !== from + i) throw new LogAlarm(from + i, "the entry is missing from the database");
    const fault = faultOfEntry(row);
    if (fault !== null) throw new LogAlarm(row.index, fault);
  }
}

/**
 * Compares one tile of leaves with the database, and the tile with the tree above it up to the edge, whose root is signed.
 * Throws `LogAlarm` at the first entry that differs.
 */
export async function recheckTile(tx: Tx, { folder, witness }: PublishPlace, edge: TreeEdge, n: number): Promise<void> {
  const from = n * TILE_WIDTH;
  const width = Math.min(TILE_WIDTH, edge.size - from);
  const rows = await entriesFrom(tx, from, width);
  const tile = await readHashes(folder, { level: 0, n, width });
  if (!tile) throw new LogAlarm(from, "a published tile is missing or cut");
  checkRows(rows, from);
  if (rows.length < width) throw new LogAlarm(from + rows.length, "the entry is missing from the database");
  const differs = rows.findIndex((row, i) => !row.leafHash.equals(tile[i] ?? Buffer.alloc(0)));
  if (differs >= 0) throw new LogAlarm(from + differs, "the entry in the database is not the one that was published");
  witness?.compare(rows);
  if (witness) await checkErased(tx, rows, witness);
  await checkAbove(folder, edge, n, tile);
}

/** An erased row needs an erasure that records it, made by the room by a rule that two people consented to. */
async function checkErased(tx: Tx, rows: readonly StoredEntry[], witness: LogWitness): Promise<void> {
  const erased = rows.filter(({ salt }) => salt === null);
  if (erased.length === 0) return;
  const from = witness.macsFrom ?? 0;
  const recorded = await recordedErasures(tx);
  const counting = recorded.filter((each) => each.index < from || faultOfErasure(each, witness.key) === null);
  const uncovered = erased.find(({ index, fields }) => !counting.some((each) => covers(each, { index, at: Date.parse(fields.at) })));
  if (uncovered) throw new LogAlarm(uncovered.index, "the entry was erased, and no order that counts records it");
}

/** A full tile's root stands in the tile above; the last, partial tiles are the edge itself. */
async function checkAbove(folder: string, edge: TreeEdge, n: number, leaves: readonly Buffer[]): Promise<void> {
  let [hashes, place, level] = [leaves, n, 0];
  while (hashes.length === TILE_WIDTH) {
    level += 1;
    const above = Math.floor(place / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, hashesAt(level, edge.size) - above * TILE_WIDTH);
    const upper = await readHashes(folder, { level, n: above, width });
    if (!upper?.[place % TILE_WIDTH]?.equals(rootOf(hashes)))
      throw new LogAlarm(null, `tile ${n} in the folder is not the one that was published`);
    [hashes, place] = [upper, above];
  }
  const held = edge.partial[level] ?? [];
  if (hashes.length !== held.length || hashes.some((hash, i) => !hash.equals(held[i] ?? Buffer.alloc(0))))
    throw new LogAlarm(null, `tile ${n} in the folder is not the one that was published`);
}
