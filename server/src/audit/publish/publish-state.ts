import type { Tx } from "../../platform/database/index.ts";
import { currentCheckpoint } from "../audit-queries.ts";
import { insertCheckpoint } from "../audit-store.ts";
import { openCheckpoint, type TreeHead } from "../tree/checkpoint.ts";
import { LogAlarm } from "../folder/log-alarm.ts";
import type { LogWitness } from "../witness/log-witness.ts";
import { readCheckpoint, readEdge } from "../folder/log-folder.ts";
import { remember } from "../folder/log-history.ts";
import { verifierOfSigner, type SignerKey } from "../tree/note.ts";
import { EMPTY_EDGE, rootOfEdge, type TreeEdge } from "../tree/tree-edge.ts";
import { readHead } from "../witness/witness-head.ts";

/** A tree head that was signed before, with its note. */
type Signed = TreeHead & { readonly note: string };

/**
 * State of publishing. `edge` is the tree up to its last written tile. `promised` is the largest tree head ever signed: nothing below it is
 * signed again, and at that size the root must be equal.
 */
export type PublishState = { readonly edge: TreeEdge; readonly promised: Signed | null };

export type PublishPlace = {
  readonly folder: string;
  readonly key: SignerKey;
  /** This node's own knowledge of the log; null in a program that is not the room. */
  readonly witness?: LogWitness | null;
};

function opened(note: string, key: SignerKey, where: string): Signed {
  const head = openCheckpoint(note, verifierOfSigner(key));
  if (!head.ok) throw new LogAlarm(null, `the checkpoint ${where} was not signed by this log's key (${head.error})`);
  return { ...head.value, note };
}

/** The two places must tell the same of one size. */
function larger(a: Signed | null, b: Signed | null): Signed | null {
  if (!a || !b) return a ?? b;
  if (a.size === b.size && !a.root.equals(b.root)) throw new LogAlarm(null, `two roots were signed for ${a.size} entries`);
  return a.size >= b.size ? a : b;
}

/**
 * Reads the state of publishing from the folder, the database and the journal. Mends the gap that a crash left: a checkpoint that is in the
 * folder but not in the history or the table. If the folder is behind the table, or lost, its tiles are made again from its own checkpoint
 * on.
 */
export async function loadState(tx: Tx, { folder, key, witness }: PublishPlace, at: number): Promise<PublishState> {
  const text = await readCheckpoint(folder);
  const inFolder = text === null ? null : opened(text, key, "in the folder");
  const kept = await currentCheckpoint(tx);
  const inTable = kept && opened(kept.note, key, "in the database");
  const head = witness ? await readHead(witness.journal) : null;
  const promised = larger(larger(inFolder, inTable), head && opened(head.note, key, "in the journal"));
  if (!inFolder) return { edge: EMPTY_EDGE, promised };
  const edge = await readEdge(folder, inFolder.size);
  if (!edge || !rootOfEdge(edge).equals(inFolder.root)) throw new LogAlarm(null, "the tiles in the folder are not those of its checkpoint");
  await remember(folder, inFolder.note, at);
  if (!inTable || inTable.size < inFolder.size) await insertCheckpoint(tx, { ...inFolder, at });
  return { edge, promised };
}
