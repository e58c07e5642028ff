import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile } from "./durable-file.ts";

/** Lies in the log's folder from the first alarm until a person has looked and settles it; nothing is signed meanwhile. */
const ALARM_FILE = "ALARM";

const told = z.object({ index: z.number().nullable(), reason: z.string() });

/** Database, folder and signatures of the log contradict each other: somebody changed what must not change. */
export class LogAlarm extends Error {
  override readonly name = "LogAlarm";
  /** First entry that differs; null where the fault is not in one entry. */
  readonly index: number | null;

  constructor(index: number | null, reason: string) {
    super(reason);
    this.index = index;
  }
}

/** Leaves word of an alarm in the folder, where whoever owns the database cannot take it away. */
export const writeAlarm = (folder: string, { index, message }: LogAlarm, at: number): Promise<void> =>
  replaceFile(join(folder, ALARM_FILE), `${JSON.stringify({ at: new Date(at).toISOString(), index, reason: message })}\n`);

/** The alarm that was left in the folder and not yet removed. */
export async function writtenAlarm(folder: string): Promise<LogAlarm | null> {
  const text = await readFile(join(folder, ALARM_FILE), "utf8").catch(() => null);
  if (text === null) return null;
  const { index, reason } = readAlarm(text);
  return new LogAlarm(index, reason);
}

export const removeAlarm = (folder: string): Promise<void> => rm(join(folder, ALARM_FILE), { force: true });

/** An alarm that cannot be read is an alarm all the same. */
function readAlarm(text: string): z.output<typeof told> {
  try {
    return told.parse(JSON.parse(text));
  } catch {
    return { index: null, reason: "an alarm was raised before the start" };
  }
}
