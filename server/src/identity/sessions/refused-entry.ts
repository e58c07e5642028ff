import type { ErrorCode } from "@amaliyat/contract/errors";
import { append } from "../../audit/index.ts";
import { markAlreadyLogged } from "../../platform/call-record.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { Door } from "../door/door.ts";

export type RefusedEntry = {
  readonly at: number;
  /** The person whose account was tried; undefined where there is none. */
  readonly user: { readonly user_id: string; readonly username: string } | undefined;
  readonly code: ErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;
};

/**
 * Writes that somebody was refused at signing in, as far as strangers may fill the log. A name that nobody has is not written: people type a
 * password where the name belongs, and entries are never erased.
 */
export async function appendRefusal(tx: Tx, { refusals }: Pick<Door, "refusals">, { at, user, code, detail }: RefusedEntry): Promise<void> {
  const stands = refusals.count(user?.user_id ?? "nobody", at);
  if (stands === null) return markAlreadyLogged("session.refused");
  const subject = user === undefined ? null : { kind: "user", id: user.user_id };
  const whole = { ...(user === undefined ? {} : { username: user.username }), ...detail, ...(stands === 1 ? {} : { repeated: stands }) };
  await append(tx, { at, type: "session.refused", subject, refusalCode: code, detail: whole });
}
