import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { rehearseAppend } from "../audit/index.ts";
import { DatabaseGone, SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Log } from "../platform/log.ts";
import type { Space } from "../platform/space/index.ts";

/** All who ask within this get one answer: the check writes to the disk. */
const FRESH_MS = 1_000;
/** A command that waits longer than this for the database is no use to anybody. */
const ANSWERS_WITHIN_MS = 2_000;

class Undone extends Error {}

export type CheckDeps = { readonly db: Db; readonly log: Log; readonly space: Pick<Space, "isReserveUsedUp"> };
type Checked = Result<null, Refusal<ErrorCode>>;

/** Does what every command does last, and undoes it. */
async function rehearse({ db }: CheckDeps): Promise<void> {
  const work = transaction(
    db,
    SYSTEM,
    async (tx) => {
      await rehearseAppend(tx, Date.now());
      throw new Undone();
    },
    { statementTimeoutMs: ANSWERS_WITHIN_MS },
  ).catch((cause: unknown) => {
    if (!(cause instanceof Undone)) throw cause;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseGone(new Error(`no answer within ${ANSWERS_WITHIN_MS} ms`))), ANSWERS_WITHIN_MS);
  });
  work.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function check(deps: CheckDeps): Promise<Checked> {
  if (await deps.space.isReserveUsedUp()) return refuse({ code: "room.cannot_keep" });
  try {
    await rehearse(deps);
    return ok(null);
  } catch (cause) {
    deps.log.warn({ err: cause }, "health: a command would fail now");
    return refuse({ code: cause instanceof DatabaseGone ? "database.unavailable" : "room.cannot_keep" });
  }
}

/** Tells whether a command would be kept now; at most one real try a second, however many ask. */
export function commandCheck(deps: CheckDeps): () => Promise<Checked> {
  let last: { readonly at: number; readonly answer: Promise<Checked> } | null = null;
  return () => {
    if (last !== null && performance.now() - last.at < FRESH_MS) return last.answer;
    last = { at: performance.now(), answer: check(deps) };
    return last.answer;
  };
}
