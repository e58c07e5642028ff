import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity } from "@amaliyat/contract/identity";
import { CODE_VALID_MS } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal } from "@amaliyat/domain/kernel";
import { fold } from "@amaliyat/domain/search";
import { randomUUID } from "node:crypto";
import { appendAll, entryBy, settle, subjectById } from "../../audit/index.ts";
import { markAlreadyLogged } from "../../platform/call-record.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { replaceCode } from "../rows/codes-store.ts";
import type { Door } from "../door/door.ts";
import type { FirstRun } from "../accounts/first-run.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { brokenRule, judgePassword } from "../passwords/judge-password.ts";
import { isEmptyRoom } from "../rows/identity-queries.ts";
import { insertUser } from "../rows/identity-store.ts";
import { makeBoth } from "../accounts/make-code.ts";
import { hashPassword, NO_PASSWORD } from "../passwords/password-hash.ts";
import { callerByToken, sessionOf } from "../sessions/sessions.ts";
import { openSessionFor } from "../sessions/open-session.ts";

type Begin = typeof identity.begin;

export async function firstRun(db: Db): Promise<Reply<typeof identity.firstRun>> {
  return ok({ needed: await transaction(db, SYSTEM, isEmptyRoom, { readOnly: true }) });
}

/** Why nobody may begin now: the room has begun, or the secret is not that of the terminal. An attempt stands in the log. */
async function refused(
  tx: Tx,
  { refusals }: Door,
  first: FirstRun,
  { at, address, body }: Call<Begin>,
): Promise<Refusal<ErrorCode> | null> {
  const code = (await isEmptyRoom(tx)) ? (first.isSecret(body.secret) ? null : "room.wrong_secret") : "room.already_begun";
  if (code === null) return null;
  const stands = refusals.count("first run", at);
  if (stands === null) markAlreadyLogged("access.refused");
  else
    await settle(
      tx,
      { who: null, at },
      { type: "access.refused", about: null, refusalCode: code, detail: { address, ...(stands === 1 ? {} : { repeated: stands }) } },
    );
  return { code };
}

const isOnePerson = ({ username, badge, auditor }: Call<Begin>["body"]): boolean =>
  username === auditor.username || fold(badge) === fold(auditor.badge);

/**
 * Makes the first administrator of an empty room and signs the person in, and makes the first auditor, so that there is somebody who
 * confirms. The auditor's code is in two halves: one on the page, one on the terminal. Two at once: the second finds a room that has begun.
 */
export async function begin(deps: IdentityDeps, first: FirstRun, call: Call<Begin>): Promise<Reply<Begin>> {
  const { db, door, needSecondFactor, isBreached } = deps;
  const { body, at, address } = call;
  const wrong = brokenRule(body.password, body) ?? (isOnePerson(body) ? { code: "room.same_person" as const } : null);
  if (wrong !== null) return refuse(wrong);
  const tried = door.strangers.begin(address, at);
  if (!tried.ok) return tried;
  // Before the password is estimated and hashed: in a room that has begun, or without its secret, nobody makes it work.
  const early = await transaction(db, SYSTEM, (tx) => refused(tx, door, first, call));
  if (early !== null) return refuse(early);
  const bad = await judgePassword(body.password, body, isBreached);
  if (bad !== null) return refuse(bad);
  const hashed = await door.hashing.run(address, () => hashPassword(body.password));
  if (!hashed.ok) return hashed;
  const [shown, told] = makeBoth(door);
  const user = { user_id: randomUUID(), username: body.username, name: body.name, role: "administrator" as const };
  const auditorId = randomUUID();
  const opened = await transaction(
    db,
    SYSTEM,
    async (tx) => {
      const late = await refused(tx, door, first, call);
      if (late !== null) return refuse(late);
      const dates = { designated_from: new Date(at), designated_until: null, language: body.language, sectors: [] };
      await insertUser(tx, { ...user, ...dates, name_latin: body.nameLatin, badge: body.badge, password_hash: hashed.value });
      const { nameLatin: name_latin, ...auditorRow } = body.auditor;
      await insertUser(tx, { ...auditorRow, ...dates, name_latin, user_id: auditorId, role: "auditor", password_hash: NO_PASSWORD });
      const issuedBy = { userId: user.user_id, name: user.name };
      const code = { firstHash: shown.hash, secondHash: told.hash, issuedBy, confirmedBy: null, at, expiresAt: at + CODE_VALID_MS };
      await replaceCode(tx, { ...code, userId: auditorId, way: "designation" });
      const made = { username: body.username, first: true };
      const auditor = { username: body.auditor.username, role: "auditor", first: true };
      await appendAll(tx, [
        entryBy({ who: null, at }, { type: "user.created", about: subjectById("user", user.user_id), detail: made }),
        entryBy(
          { who: { ...issuedBy, role: user.role }, at },
          { type: "user.created", about: subjectById("user", auditorId), detail: auditor },
        ),
      ]);
      return ok(await openSessionFor(tx, user, call));
    },
    { isolation: "serializable" },
  );
  if (!opened.ok) return opened;
  await first.begun({ userId: auditorId, username: body.auditor.username }, told.spelled, at);
  call.setToken(opened.value.token, opened.value.expiresAt);
  const caller = await callerByToken(db, opened.value.token, at, needSecondFactor);
  return caller.ok ? ok({ session: await sessionOf(db, caller.value), half: shown.spelled }) : caller;
}
