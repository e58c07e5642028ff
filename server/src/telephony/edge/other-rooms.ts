import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../../platform/write-whole.ts";
import type { OtherRoom } from "../exchange.ts";

const file = (folder: string): string => join(folder, "other-rooms.json");

/** Longer than this (s) no saved caller waits for an answer of the consoles. */
const LONGEST_S = 60;

const kept = z.array(
  z.object({
    line: z.string().regex(/^\d{2,15}$/),
    to: z
      .string()
      .regex(/^\d{2,15}$/)
      .nullable(),
    afterMs: z.number().min(0),
  }),
);

/** Writes the other room of each line beside the edge's configuration: an edge that is started anew while the room is dead is told by its watch. */
export const writeOtherRooms = (folder: string, rooms: readonly OtherRoom[]): Promise<void> =>
  writeWhole(file(folder), `${JSON.stringify(kept.parse(rooms), null, 2)}\n`);

/** Time of the last write, in epoch ms; 0 for never. */
export const otherRoomsWritten = (folder: string): Promise<number> =>
  stat(file(folder)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** Tells the edge what is written. A room that has written nothing says nothing. */
export async function tellOtherRooms(folder: string, say: (text: string) => void): Promise<void> {
  const text = await readFile(file(folder), "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
    return "[]";
  });
  for (const { line, to, afterMs } of kept.parse(JSON.parse(text))) {
    const afterS = Math.min(LONGEST_S, Math.max(1, Math.round(afterMs / 1_000)));
    say(`beyond ${line} ${to === null ? "-" : `${to}|${afterS}`}`);
  }
}
