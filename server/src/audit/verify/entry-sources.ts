import { open } from "node:fs/promises";
import { z } from "zod";
import { transaction, type Db, type Scope } from "../../platform/database/index.ts";
import { entriesFrom } from "../log-rows-queries.ts";
import type { GivenEntry } from "./verify-entries.ts";

const line = z.object({
  index: z.number().int().nonnegative(),
  entry: z.record(z.string(), z.json()),
  salt: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

/** Entries of an export, one JSON object a line. Throws, with the number of the line, on one that is none. */
export async function* entriesOfFile(path: string): AsyncGenerator<GivenEntry> {
  const file = await open(path, "r");
  try {
    let number = 0;
    for await (const text of file.readLines()) {
      number += 1;
      if (text === "") continue;
      yield readLine(text, `${path}, line ${number}`);
    }
  } finally {
    await file.close();
  }
}

function readLine(text: string, place: string): GivenEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${place}: not JSON`);
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) throw new Error(`${place}: not an exported entry`);
  const { index, entry, salt } = parsed.data;
  return { index, entry, salt: salt === null ? null : Buffer.from(salt, "hex") };
}

const AUDITOR: Scope = { userId: "", role: "auditor", sectors: [] };
const BATCH = 5_000;

/** Entries of the database, as the auditor may read them. */
export async function* entriesOfDatabase(db: Db): AsyncGenerator<GivenEntry> {
  for (let from = 0; ;) {
    const rows = await transaction(db, AUDITOR, (tx) => entriesFrom(tx, from, BATCH), { readOnly: true });
    for (const { index, fields, salt, commitment, node, mac } of rows)
      yield { index, entry: fields, salt, seal: { commitment, node, mac } };
    const last = rows.at(-1);
    if (!last) return;
    from = last.index + 1;
  }
}
