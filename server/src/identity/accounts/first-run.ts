import { CODE_LETTERS, CODE_VALID_MS, plainHalf } from "@amaliyat/domain/identity";
import { randomInt, timingSafeEqual, createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { hasOpenCode } from "../rows/codes-queries.ts";
import { isEmptyRoom } from "../rows/identity-queries.ts";

/** Secrets on the terminal of a new room: first that of its first page, then half the code of its first auditor. */
const kept = z.discriminatedUnion("step", [
  z.object({ step: z.literal("empty"), secret: z.string() }),
  z.object({ step: z.literal("begun"), auditorId: z.string(), username: z.string(), half: z.string(), until: z.number() }),
]);
type Kept = z.output<typeof kept>;

/** Twice as long as half a code: 98 bits, which nobody guesses through the page. */
const SECRET_GROUPS = 4;
const newSecret = (): string =>
  Array.from({ length: SECRET_GROUPS }, () =>
    Array.from({ length: 5 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)] ?? "").join(""),
  ).join("-");

const digest = (text: string): Buffer => createHash("sha256").update(plainHalf(text)).digest();

const wordsOf = (state: Kept): string =>
  state.step === "empty"
    ? `This room is empty. Its first page asks for this secret: ${state.secret}`
    : `Second half of the first auditor's code (${state.username}, until ${new Date(state.until).toISOString()}): ${state.half}`;

/** Output to the terminal of the program. */
export type Terminal = (text: string) => void;

export type FirstRun = {
  /** True for the secret that the terminal shows; false where it shows none. */
  readonly isSecret: (given: string) => boolean;
  /** The room has begun: the terminal shows the second half of the first auditor's code. */
  readonly begun: (auditor: { readonly userId: string; readonly username: string }, half: string, at: number) => Promise<void>;
  /** A person has set a password: the terminal has nothing left to show of the first auditor. */
  readonly settled: (userId: string) => Promise<void>;
};

/**
 * The secrets of a room that begins, in a file of the data folder for the room's own user alone, so that a restart shows the same ones.
 * The file is gone once they are used.
 */
export async function openFirstRun(db: Db, folder: string, at: number, terminal: Terminal): Promise<FirstRun> {
  const file = join(folder, "first-run.json");
  let state: Kept | null = await readFile(file, "utf8").then(
    (text) => kept.parse(JSON.parse(text)),
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return null;
      throw cause;
    },
  );
  const writeState = async (next: Kept | null): Promise<void> => {
    state = next;
    if (next === null) return rm(file, { force: true });
    await writeFile(`${file}.new`, JSON.stringify(next), { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  const isEmpty = await transaction(db, SYSTEM, isEmptyRoom, { readOnly: true });
  if (isEmpty) {
    if (state?.step !== "empty") await writeState({ step: "empty", secret: newSecret() });
  } else if (state !== null) {
    const { step } = state;
    const auditorId = step === "begun" ? state.auditorId : null;
    const isOpen =
      auditorId !== null && (await transaction(db, SYSTEM, (tx) => hasOpenCode(tx, auditorId, new Date(at)), { readOnly: true }));
    if (!isOpen) await writeState(null);
  }
  if (state !== null) terminal(wordsOf(state));
  return {
    isSecret: (given) => state?.step === "empty" && timingSafeEqual(digest(given), digest(state.secret)),
    async begun({ userId, username }, half, begunAt) {
      await writeState({ step: "begun", auditorId: userId, username, half, until: begunAt + CODE_VALID_MS });
      if (state !== null) terminal(wordsOf(state));
    },
    async settled(userId) {
      if (state?.step === "begun" && state.auditorId === userId) await writeState(null);
    },
  };
}
