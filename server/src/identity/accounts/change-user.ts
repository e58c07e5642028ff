import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity, User } from "@amaliyat/contract/identity";
import { changeNeedsTwo, changeResetsSignIn, CODE_VALID_MS, CONFIRMERS, needsTwo } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Applied, Approvals, Kind } from "../../approvals/index.ts";
import { settle, subjectById, type Actor } from "../../audit/index.ts";
import { afterCommit, asRoom, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { replaceCode } from "../rows/codes-store.ts";
import type { Door } from "../door/door.ts";
import { removeFactors } from "../rows/factors-store.ts";
import { userById } from "../rows/identity-queries.ts";
import { endSessions, lockRights, lockUser, replaceSectors, setPassword, updateUser } from "../rows/identity-store.ts";
import { makeHalf } from "./make-code.ts";
import { NO_PASSWORD } from "../passwords/password-hash.ts";
import { personNamed } from "./person-named.ts";
import { changed, changesOf, fingerprint, pick, refusedChange, standingOf, touchesNames, touchesRights, type Changed } from "./rights.ts";
import { actorOf, scopeOf } from "../scope.ts";
import { sectorTree } from "../sectors.ts";
import type { SessionEnder } from "../sessions/session-keeper.ts";

/** Locks the person of a change, so that nobody else changes rights meanwhile; null if there is none. */
export async function lockPerson(tx: Tx, userId: string): Promise<User | null> {
  await lockRights(tx);
  return (await lockUser(tx, userId)) === undefined ? null : userById(tx, userId);
}

export const named = ({ userId, username, name, badge, role }: User) => ({ userId, username, name, badge, role });

type Entry = { readonly at: number; readonly actor: Actor; readonly also: Readonly<Record<string, unknown>> };

/** Nothing that opened the account under the old role opens it under the new one: neither a password nor a factor that another set up. */
async function resetSignIn(tx: Tx, userId: string, at: number): Promise<Readonly<Record<string, unknown>>> {
  await setPassword(tx, userId, NO_PASSWORD);
  const removed = await asRoom(tx, () => removeFactors(tx, userId, new Date(at)));
  return removed.passkeys > 0 || removed.codes ? removed : {};
}

/** Writes a change. A new role, sector or end of designation ends the open sessions: rights are read at sign-in. */
async function writeChange(tx: Tx, end: SessionEnder, before: User, body: Changed, { at, actor, also }: Entry): Promise<User> {
  const { userId } = before;
  const after = changed(before, body);
  const changes = changesOf(before, body);
  const until = after.designatedUntil === null ? null : new Date(after.designatedUntil);
  const { name, nameLatin, badge, role, language, ended } = after;
  await updateUser(tx, userId, { name, name_latin: nameLatin, badge, role, language, ended, designated_until: until });
  if (changes.includes("sectors")) await replaceSectors(tx, userId, after.sectors);
  const removed = changeResetsSignIn(before.role, after.role) ? await resetSignIn(tx, userId, at) : {};
  if (touchesRights(changes)) {
    const over = await endSessions(tx, { userId }, new Date(at));
    afterCommit(tx, () => end(over, "session.revoked"));
  }
  const user = await userById(tx, userId);
  if (user === null) throw new Error("a user vanished inside its own transaction");
  await settle(
    tx,
    { who: actor, at },
    {
      type: user.ended && !before.ended ? "user.ended" : "user.changed",
      about: subjectById("user", userId),
      detail: { username: user.username, before: pick(before, changes), after: pick(user, changes), ...removed, ...also },
    },
    touchesNames(changes) ? [personNamed(userId)] : [],
  );
  return user;
}

/**
 * Data kept with a request: the fingerprint of the user it changes, the sectors it would cover, and the mark of half a code. The half is
 * set only for a change to a role that needs two.
 */
type Held = { readonly was: string; readonly covers: readonly string[]; readonly firstHash: string | null };

/** Changes a person: at once, or once another person confirms it. */
export async function changeUser(
  db: Db,
  door: Door,
  end: SessionEnder,
  approvals: Approvals,
  call: Call<typeof identity.changeUser>,
): Promise<Reply<typeof identity.changeUser>> {
  const { body, params, at, who } = call;
  // A person who comes to a role of two may need a code.
  const half = body.role !== undefined && needsTwo(body.role) ? makeHalf(door) : null;
  return transaction(db, scopeOf(who), async (tx): Promise<Reply<typeof identity.changeUser>> => {
    const before = await lockPerson(tx, params.userId);
    if (before === null) return refuse({ code: "object.not_found" });
    const changes = changesOf(before, body);
    if (who.userId === before.userId && touchesRights(changes)) return refuse({ code: "user.own_rights" });
    const refused = await refusedChange(tx, before, body, at);
    if (refused !== null) return refuse(refused);
    const tree = await sectorTree(tx);
    const after = standingOf(tree, changed(before, body));
    if (!changeNeedsTwo(standingOf(tree, before), after))
      return ok({ kind: "made", user: await writeChange(tx, end, before, body, { at, actor: actorOf(who), also: {} }) });
    const resets = changeResetsSignIn(before.role, after.role) ? half : null;
    const held: Held = { was: fingerprint(before), covers: after.covers, firstHash: resets?.hash ?? null };
    const asked = await approvals.ask(tx, call, {
      kind: "user.change",
      subject: before.userId,
      asked: { user: named(before), before: pick(before, changes), after: pick(changed(before, body), changes) },
      held,
      concerns: { userId: before.userId, badge: before.badge },
    });
    return asked.ok ? ok({ kind: "waits", approvalId: asked.value.approvalId, half: resets?.spelled ?? null }) : asked;
  });
}

/** Approval kind for a change of a user: checks and effect. */
export const changing = (door: Door, end: SessionEnder): Kind<"user.change"> => ({
  kind: "user.change",
  approverRoles: CONFIRMERS,
  prepare: ({ user: about, after: body }) => {
    const second = makeHalf(door);
    return Promise.resolve(
      ok(async (tx, { held, askedBy, by, at, approvalId }): Promise<Result<Applied, Refusal<ErrorCode>>> => {
        const { was, covers, firstHash } = held as Held;
        const before = await lockPerson(tx, about.userId);
        if (before === null) return refuse({ code: "object.not_found" });
        const now = standingOf(await sectorTree(tx), changed(before, body));
        if (fingerprint(before) !== was || now.covers.join() !== covers.join()) return refuse({ code: "approval.outdated" });
        const refused = await refusedChange(tx, before, body, at);
        if (refused !== null) return refuse(refused);
        await writeChange(tx, end, before, body, {
          at,
          actor: actorOf(by),
          also: { askedBy, approvalId },
        });
        if (firstHash === null) return ok({ half: null, tellings: [] });
        const tellings = await replaceCode(tx, {
          userId: before.userId,
          firstHash,
          secondHash: second.hash,
          way: "reset",
          at,
          expiresAt: at + CODE_VALID_MS,
          issuedBy: askedBy,
          confirmedBy: by.name,
        });
        return ok({ half: second.spelled, tellings });
      }),
    );
  },
});
