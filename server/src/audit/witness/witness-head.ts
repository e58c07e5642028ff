import { z } from "zod";
import type { Journal } from "../../platform/journal/index.ts";
import { writeHistoryLine } from "../tree/checkpoint.ts";
import { LogAlarm } from "../folder/log-alarm.ts";
import { historyBytes, readHistory, remember } from "../folder/log-history.ts";
import { sha256 } from "../tree/merkle.ts";

const HEAD = "log.head";

const shape = z.object({
  size: z.number().int().nonnegative(),
  /** The newest checkpoint that was signed, as the folder has it. */
  note: z.string(),
  /** The history of checkpoints: how many bytes its files have, and each line chained to the one before. */
  history: z.object({ bytes: z.number().int().nonnegative(), lines: z.number().int().nonnegative(), chain: z.string() }),
});

/** Last signed tree head that the journal remembers, independent of folder and database. */
export type WitnessHead = z.output<typeof shape>;

type Reading = Pick<Journal, "get">;

/** The newest head that the journal keeps; null before the first. */
export async function readHead(journal: Reading): Promise<WitnessHead | null> {
  const text = await journal.get(HEAD);
  return text === null ? null : shape.parse(JSON.parse(text));
}

/** One more line of the history after those that `chain` stands for. */
const chained = (chain: string, line: string): string => sha256(Buffer.from(`${chain}\n${line}`, "utf8")).toString("base64");

export const chainOf = (lines: readonly string[]): string => lines.reduce(chained, "");

const lineOf = (note: string): string => writeHistoryLine(note).trimEnd();

/** The history as it stands in the folder: for a journal that has not seen one. */
async function historyOf(folder: string): Promise<WitnessHead["history"]> {
  const lines = await readHistory(folder);
  return { bytes: await historyBytes(folder), lines: lines.length, chain: chainOf(lines) };
}

/** Writes a checkpoint that is about to be put into the folder, with the line that the history will end with. */
export async function writeHead(journal: Journal, folder: string, size: number, note: string): Promise<void> {
  const known = await readHead(journal);
  if (known?.note === note) return;
  const before = known?.history ?? (await historyOf(folder));
  const line = lineOf(note);
  const stands = known === null && (await readHistory(folder)).at(-1) === line;
  const history = stands ? before : { bytes: before.bytes + line.length + 1, lines: before.lines + 1, chain: chained(before.chain, line) };
  await journal.put(HEAD, JSON.stringify({ size, note, history } satisfies WitnessHead));
}

/**
 * Throws `LogAlarm` where the history of checkpoints is not as long as the journal remembers. A crash may have cost the last line, whole or
 * in part; it is written again from the checkpoint that stands in the folder.
 */
export async function checkHistory(
  { journal }: { readonly journal: Journal },
  folder: string,
  note: string | null,
  at: number,
): Promise<void> {
  const head = await readHead(journal);
  if (head === null) return;
  let bytes = await historyBytes(folder);
  const missing = head.history.bytes - bytes;
  const mayBeCut = missing > 0 && missing <= lineOf(head.note).length + 1;
  // The next checkpoint is not in the folder yet either: it is signed again, and its line is written then.
  if (mayBeCut && note !== head.note) return;
  if (mayBeCut) {
    await remember(folder, head.note, at);
    bytes = await historyBytes(folder);
  }
  if (bytes !== head.history.bytes)
    throw new LogAlarm(null, `the history of checkpoints has ${bytes} bytes instead of the ${head.history.bytes} that were written`);
}

/** Accepts the history as it stands as the one that was written. */
export async function acceptHistory(journal: Journal, folder: string): Promise<void> {
  const head = await readHead(journal);
  if (head !== null) await journal.put(HEAD, JSON.stringify({ ...head, history: await historyOf(folder) } satisfies WitnessHead));
}
