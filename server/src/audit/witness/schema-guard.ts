import { z } from "zod";
import { readFingerprint, SYSTEM, transaction, type Db, type Fingerprint, type FingerprintPart } from "../../platform/database/index.ts";
import type { Journal } from "../../platform/journal/index.ts";
import { LogAlarm } from "../folder/log-alarm.ts";
import type { LogWitness } from "./log-witness.ts";
import { sha256 } from "../tree/merkle.ts";

export const SCHEMA = "log.schema";

const shape = z.object({ schema: z.string(), objects: z.record(z.string(), z.string()) });

/** The database as the migrations left it: a hash for each object, and which migration was the last. */
type Baseline = z.output<typeof shape>;

const hashed = (found: Fingerprint): Record<string, string> =>
  Object.fromEntries([...found].map(([name, definition]) => [name, sha256(Buffer.from(definition, "utf8")).toString("base64")]));

const read = async (db: Db, part: FingerprintPart): Promise<Record<string, string>> =>
  hashed(await transaction(db, SYSTEM, (tx) => readFingerprint(tx, part), { readOnly: true, statementTimeoutMs: 60_000 }));

/** Reads what the journal keeps; null before the first start. */
async function baselineOf(journal: Journal): Promise<Baseline | null> {
  const text = await journal.get(SCHEMA);
  return text === null || text === "" ? null : shape.parse(JSON.parse(text));
}

/** True if the log rests on an object. */
const isOfLog = (name: string): boolean => /\blog_|^settings of|^event trigger|^role /.test(name);

/** Objects that are not as they were: changed, new, or gone. */
export function differences(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).toSorted();
}

const SHOWN = 5;

const alarmOf = (found: readonly string[]): LogAlarm => {
  const rest = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : "";
  return new LogAlarm(null, `the database was changed from outside: ${found.slice(0, SHOWN).join("; ")}${rest}`);
};

/** Looks at the database's own objects and tells the witness: an object that is not ours raises the alarm, one of the log stops it. */
export type SchemaGuard = { readonly look: (part: FingerprintPart) => Promise<readonly string[]> };

export type GuardOptions = { readonly db: Db; readonly witness: LogWitness; readonly schema: string };

/**
 * Compares the database with what this node saw after its last migration; a node that has just migrated, or is new, takes what it sees. So a
 * change that was made while the room stood still is found at its start, and one that was made before the first start is not.
 */
export async function openSchemaGuard({ db, witness, schema }: GuardOptions): Promise<SchemaGuard> {
  const { journal } = witness;
  const kept = await baselineOf(journal);
  const baseline = kept?.schema === schema ? kept : { schema, objects: await read(db, "all") };
  if (baseline !== kept) await journal.put(SCHEMA, JSON.stringify(baseline));
  const logNames = new Set(Object.keys(await read(db, "log")));
  const known: Record<FingerprintPart, Readonly<Record<string, string>>> = {
    all: baseline.objects,
    log: Object.fromEntries(Object.entries(baseline.objects).filter(([name]) => logNames.has(name) || isLogName(name))),
  };
  const standing: Record<FingerprintPart, readonly string[]> = { all: [], log: [] };
  return {
    async look(part) {
      standing[part] = differences(known[part], await read(db, part));
      const found = [...new Set([...standing.log, ...standing.all])];
      witness.fault("schema", found.length === 0 ? null : alarmOf(found));
      const ofLog = found.filter(isOfLog);
      if (ofLog.length > 0) witness.refuse("schema", alarmOf(ofLog).message);
      else witness.allow("schema");
      return found;
    },
  };
}

/** An object of the log by its name in the fingerprint: gone, it would not be read any more. */
const isLogName = (name: string): boolean => /(^| of | )public\.log_/.test(name);
