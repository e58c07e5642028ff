import { createSecretKey, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readJournal, type Journal } from "../../platform/journal/index.ts";
import { openVault } from "../../platform/vault.ts";
import { isOurs, MAC_USE } from "../witness/entry-mac.ts";
import { writtenAlarm } from "../folder/log-alarm.ts";
import { readHistory } from "../folder/log-history.ts";
import { KEPT, MACS_FROM, readKept } from "../witness/log-witness.ts";
import type { GivenEntry } from "./verify-entries.ts";
import type { Check } from "./verify-folder.ts";
import { chainOf, readHead, type WitnessHead } from "../witness/witness-head.ts";

/** Key and journal beside the log on the room's own machine; both null for a verifier elsewhere. */
export type Beside = { readonly key: KeyObject | null; readonly journal: Pick<Journal, "get" | "replay"> | null };

export type BesideOptions = {
  /** Folder of the published log. */
  readonly log: string;
  /** Folder of the room's keys; `keys` beside the log when not given. */
  readonly keys?: string | undefined;
  /** Folder of the room's journal; `journal` beside the log when not given. */
  readonly journal?: string | undefined;
};

export async function lookBeside({ log, keys, journal }: BesideOptions): Promise<Beside> {
  const folder = keys ?? join(dirname(log), "keys");
  const key = existsSync(join(folder, "vault.key")) ? createSecretKey((await openVault(folder)).key(MAC_USE)) : null;
  return { key, journal: readJournal(journal ?? join(dirname(log), "journal")) };
}

/** An alarm that stands: what raised it may not show any more. */
export async function checkAlarm(log: string): Promise<Check> {
  const stands = await writtenAlarm(log);
  if (stands === null) return { name: "alarm", ok: true, says: "none stands" };
  return {
    name: "alarm",
    ok: false,
    says: `an alarm stands: ${stands.message}`,
    ...(stands.index === null ? {} : { index: stands.index }),
  };
}

/** The journal's head must not be ahead of the folder, and its history must be there, line by line. Its note is one more that was held. */
export async function checkJournal(head: WitnessHead, log: string, signed: number): Promise<Check> {
  const fail = (says: string): Check => ({ name: "journal", ok: false, says });
  if (head.size > signed) return fail(`${head.size} entries were signed, the folder has ${signed}: it was set back`);
  const lines = await readHistory(log);
  if (lines.length < head.history.lines) return fail(`the history has ${lines.length} checkpoints, ${head.history.lines} were signed`);
  if (chainOf(lines.slice(0, head.history.lines)) !== head.history.chain) return fail("the history is not the one that was written");
  return { name: "journal", ok: true, says: `${head.size} entries and ${head.history.lines} checkpoints, as the room's journal has them` };
}

/** Compares rows of the database with key and journal as they pass by. */
export type SealCheck = { readonly compare: (entry: GivenEntry) => void; readonly end: () => Check };

export async function sealCheck({ key, journal }: Beside): Promise<SealCheck> {
  const kept = new Map<number, string>();
  for (const { text } of (await journal?.replay(KEPT)) ?? [])
    for (const { index, commitment } of readKept(text)) kept.set(index, commitment);
  const began = (await journal?.get(MACS_FROM)) ?? null;
  let from = began === null ? null : Number(began);
  let fault: { says: string; index: number } | null = null;
  let [sealed, next] = [0, 0];
  const seen = new Map<string, number>();
  const found = (says: string, index: number): void => void (fault ??= { says, index });
  const check = (index: number, { commitment, node, mac }: NonNullable<GivenEntry["seal"]>): void => {
    const name = commitment.toString("hex");
    // 96 bits of it: a log of millions must fit in memory.
    const short = commitment.toString("latin1", 0, 12);
    const twin = seen.get(short);
    if (twin !== undefined) found(`the entry is the same as entry ${twin}`, index);
    seen.set(short, index);
    if (kept.has(index) && kept.get(index) !== name) found("the entry is not the one that was acknowledged at this place", index);
    kept.delete(index);
    if (key === null) return;
    const ours = isOurs(key, node, commitment, mac);
    if (ours) from ??= index;
    if (from === null || index < from) return;
    if (ours) sealed += 1;
    else found("the entry was not made by the room: its MAC is wrong or missing", index);
  };
  return {
    compare({ index, seal }) {
      next = index + 1;
      if (seal !== undefined) check(index, seal);
    },
    end() {
      const [gone] = [...kept.keys()].toSorted((a, b) => a - b);
      if (gone !== undefined && gone < next) found("the entry was acknowledged, and is not in the database", gone);
      if (gone !== undefined && gone >= next && next > 0) found("the entry was acknowledged, and the database ends before it", gone);
      if (fault !== null) return { name: "seal", ok: false, ...fault };
      const says = key === null ? "no key beside the log: who made the entries was not checked" : `${sealed} entries carry the room's MAC`;
      return { name: "seal", ok: true, says };
    },
  };
}

export const headOf = async ({ journal }: Beside): Promise<WitnessHead | null> => (journal === null ? null : readHead(journal));
