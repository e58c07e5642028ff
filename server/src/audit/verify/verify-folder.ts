import { openCheckpoint, readHistoryLine, type TreeHead } from "../tree/checkpoint.ts";
import { addLeaf, EMPTY_FRONTIER, rootOfFrontier } from "../tree/frontier.ts";
import { readCheckpoint, readEntries, readHashes } from "../folder/log-folder.ts";
import { readHistory } from "../folder/log-history.ts";
import { leafHash } from "../tree/merkle.ts";
import type { VerifierKey } from "../tree/note.ts";
import { TILE_WIDTH, tilePath, tilesOf } from "../tree/tile.ts";
import { EMPTY_EDGE, grow } from "../tree/tree-edge.ts";

/** One line of the result. `index` is the first entry that differs, where there is one. */
export type Check = { readonly name: string; readonly ok: boolean; readonly says: string; readonly index?: number };

export type VerifiedFolder = {
  readonly checks: readonly Check[];
  /** The signed tree head; null if there is none that can be trusted. */
  readonly head: TreeHead | null;
  /** Leaf hashes as published, as far as they could be read. */
  readonly leaves: readonly Buffer[];
};

const good = (name: string, says: string): Check => ({ name, ok: true, says });
const bad = (name: string, says: string, index?: number): Check => ({ name, ok: false, says, ...(index === undefined ? {} : { index }) });

/**
 * Verifies a published log with its public key alone: signature, every entry bundle and tile, and the root. Each tree head signed before
 * (the history, and those `held` outside) must be the beginning of this one.
 */
export async function verifyFolder(folder: string, key: VerifierKey, held: readonly string[]): Promise<VerifiedFolder> {
  // Before the checkpoint: of a log that is being published, the history may be behind it, never ahead.
  const history = await readHistory(folder);
  const note = await readCheckpoint(folder);
  if (note === null) return { checks: [bad("signature", "there is no checkpoint in the folder")], head: null, leaves: [] };
  const opened = openCheckpoint(note, key);
  if (!opened.ok)
    return { checks: [bad("signature", `the checkpoint is not signed by ${key.name} (${opened.error})`)], head: null, leaves: [] };
  const head = opened.value;
  const signature = good("signature", `${head.size} entries, signed by ${key.name}`);
  const { check: leavesCheck, leaves } = await readLeaves(folder, head.size);
  if (!leavesCheck.ok) return { checks: [signature, leavesCheck], head, leaves };
  const older = [...history.map((line) => readHistoryLine(line, key.name)), ...held];
  return { checks: [signature, leavesCheck, await checkTiles(folder, leaves), ...checkHeads(leaves, head, older, key)], head, leaves };
}

/** Leaf hashes of all bundles, each compared with the level 0 tile that holds it. */
async function readLeaves(folder: string, size: number): Promise<{ check: Check; leaves: Buffer[] }> {
  const leaves: Buffer[] = [];
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
    const entries = await readEntries(folder, n, width);
    const tile = await readHashes(folder, { level: 0, n, width });
    if (!entries || !tile)
      return {
        check: bad("leaves", `${tilePath({ level: entries ? 0 : "entries", n, width })} is missing or cut`, n * TILE_WIDTH),
        leaves,
      };
    for (const [i, entry] of entries.entries()) {
      const leaf = leafHash(entry);
      if (!tile[i]?.equals(leaf)) return { check: bad("leaves", "the published entry does not hash to its leaf", leaves.length), leaves };
      leaves.push(leaf);
    }
  }
  return { check: good("leaves", `${leaves.length} entries hash to their leaves`), leaves };
}

/** Every tile above the leaves, computed again. */
async function checkTiles(folder: string, leaves: readonly Buffer[]): Promise<Check> {
  const computed = new Map<string, Buffer>();
  const edge = grow(EMPTY_EDGE, leaves, (level, n, hashes) => {
    if (level > 0) computed.set(tilePath({ level, n, width: hashes.length }), Buffer.concat(hashes));
  });
  let count = 0;
  for (const tile of tilesOf(leaves.length)) {
    count += 1;
    if (tile.level === 0) continue;
    const expected = computed.get(tilePath(tile)) ?? Buffer.concat(edge.partial[tile.level] ?? []);
    const found = await readHashes(folder, tile);
    if (!found || !Buffer.concat(found).equals(expected)) return bad("tiles", `${tilePath(tile)} is not what its leaves give`);
  }
  return good("tiles", `${count} tiles are what their leaves give`);
}

/** Root of the newest head, and consistency of every older one, in one pass over the leaves. */
function checkHeads(leaves: readonly Buffer[], head: TreeHead, older: readonly string[], key: VerifierKey): Check[] {
  const heads: TreeHead[] = [];
  for (const [i, note] of older.entries()) {
    const opened = openCheckpoint(note, key);
    if (!opened.ok) return [bad("history", `checkpoint ${i + 1} of ${older.length} is not signed by ${key.name} (${opened.error})`)];
    heads.push(opened.value);
  }
  const beyond = heads.find(({ size }) => size > head.size);
  if (beyond) return [bad("history", `${beyond.size} entries were signed before, the newest checkpoint has ${head.size}`)];
  const wanted = Map.groupBy([...heads, head], ({ size }) => size);
  let frontier = EMPTY_FRONTIER;
  for (let size = 0; ; size++) {
    const root = wanted.has(size) ? rootOfFrontier(frontier) : null;
    const other = root && wanted.get(size)?.find((each) => !each.root.equals(root));
    if (other === head) return [bad("root", `the leaves do not give the root ${head.root.toString("base64")}`)];
    if (other) return [bad("history", `the first ${size} entries are not those that were signed when there were ${size}`)];
    const leaf = leaves[size];
    if (!leaf) break;
    frontier = addLeaf(frontier, leaf);
  }
  return [
    good("root", head.root.toString("base64")),
    good("history", `${heads.length} tree heads signed before are all beginnings of this one`),
  ];
}
