import { readFile } from "node:fs/promises";
import { openDatabase } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { originOf } from "../tree/checkpoint.ts";
import { entriesOfDatabase, entriesOfFile } from "./entry-sources.ts";
import { readCheckpoint } from "../folder/log-folder.ts";
import { readPublicKey } from "../folder/signing-key.ts";
import { checkAlarm, checkJournal, headOf, lookBeside, sealCheck, type SealCheck } from "./verify-beside.ts";
import { verifyEntries, type GivenEntry } from "./verify-entries.ts";
import { verifyFolder, type Check } from "./verify-folder.ts";

export type VerifyOptions = {
  /** Folder of the published log. */
  readonly log: string;
  /** File with the public key, in either form. It should come from elsewhere than the log. */
  readonly key: string;
  /** Export of entries (JSON lines). */
  readonly entries?: string | undefined;
  /** The export holds only some of the entries. */
  readonly partial?: boolean | undefined;
  readonly database?: string | undefined;
  /** Checkpoints kept outside, which must be beginnings of this log. */
  readonly held?: readonly string[] | undefined;
  /** Folders of the room's keys and journal; those beside the log when not given, and done without where there are none. */
  readonly keys?: string | undefined;
  readonly journal?: string | undefined;
  /** An alarm that stands is what is to be ended: it does not count. */
  readonly settling?: boolean | undefined;
};

/** Verifies a log and, where given, its entries. A file that cannot be read throws. */
export async function verifyLog(options: VerifyOptions): Promise<Check[]> {
  const note = await readCheckpoint(options.log);
  const key = readPublicKey(await readFile(options.key, "utf8"), originOf(note ?? ""));
  if (!key) return [{ name: "key", ok: false, says: `${options.key} holds no public key of a log` }];
  const held = await Promise.all((options.held ?? []).map((path) => readFile(path, "utf8")));
  const beside = await lookBeside(options);
  // Before the folder: of a log that is being published, the journal may be behind it, never ahead.
  const witnessed = await headOf(beside);
  const seals = await sealCheck(beside);
  const notes = witnessed === null ? held : [...held, witnessed.note];
  const { checks, head, leaves } = await verifyFolder(options.log, key, notes);
  const all = options.settling === true ? [...checks] : [...checks, await checkAlarm(options.log)];
  if (witnessed !== null && head) all.push(await checkJournal(witnessed, options.log, head.size));
  if (!head || leaves.length < head.size) return all;
  const compare = (given: AsyncIterable<GivenEntry>, partial: boolean): Promise<Check> =>
    verifyEntries(given, leaves, { partial, key: beside.key });
  if (options.entries !== undefined) all.push(await compare(entriesOfFile(options.entries), options.partial === true));
  if (options.database !== undefined) {
    await using db = openDatabase({ url: options.database, log: makeLog("silent"), maxConnections: 1 });
    all.push({ ...(await compare(passing(entriesOfDatabase(db), seals), false)), name: "database" }, seals.end());
  }
  return all;
}

/** Shows each entry to the check of its seal as it passes by. */
async function* passing(given: AsyncIterable<GivenEntry>, seals: SealCheck): AsyncGenerator<GivenEntry> {
  for await (const entry of given) {
    seals.compare(entry);
    yield entry;
  }
}

/** One line per check, for people: what holds, and the first entry that does not. */
export const describeCheck = ({ name, ok, says, index }: Check): string =>
  `${ok ? "ok    " : "FAILED"} ${name.padEnd(10)} ${index === undefined ? "" : `entry ${index}: `}${says}`;
