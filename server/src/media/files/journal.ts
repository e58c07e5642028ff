import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpenGap } from "../ingest/gap-log.ts";
import { GAP_CAUSES } from "../model.ts";

/** Journal of the cameras under recording and of their open gaps: tells the next start what a crash took. */
export type Journal = {
  /** False after an orderly stop. */
  readonly running: boolean;
  /** Time of writing, ms since epoch. */
  readonly at: number;
  readonly cameras: ReadonlyMap<string, OpenGap | null>;
};

const NAME = "recording-journal.json";

/** Null if there is none, or one that cannot be read: then the files alone tell. */
export async function readJournal(root: string): Promise<Journal | null> {
  try {
    return parse(JSON.parse(await readFile(join(root, NAME), "utf8")));
  } catch {
    return null;
  }
}

/** Replaces the journal in one step. */
export async function writeJournal(root: string, { running, at, cameras }: Journal): Promise<void> {
  const path = join(root, NAME);
  await writeFile(`${path}.new`, JSON.stringify({ version: 1, running, at, cameras: [...cameras] }));
  await rename(`${path}.new`, path);
}

function parse(value: unknown): Journal | null {
  if (typeof value !== "object" || value === null || !("cameras" in value) || !Array.isArray(value.cameras)) return null;
  if (!("at" in value) || typeof value.at !== "number" || !("running" in value)) return null;
  const cameras = new Map<string, OpenGap | null>();
  for (const entry of value.cameras) if (Array.isArray(entry) && typeof entry[0] === "string") cameras.set(entry[0], parseGap(entry[1]));
  return { running: value.running !== false, at: value.at, cameras };
}

function parseGap(value: unknown): OpenGap | null {
  if (typeof value !== "object" || value === null || !("from" in value) || !("cause" in value)) return null;
  const cause = GAP_CAUSES.find((known) => known === value.cause);
  return typeof value.from === "number" && cause ? { from: value.from, cause } : null;
}
