import type { identity, User } from "@amaliyat/contract/identity";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { BodyOf } from "@amaliyat/contract/route";
import { CODE_VALID_MS, CONFIRMERS, expandCompetence, needsTwo } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import type { Approvals, Kind } from "../../approvals/index.ts";
import { settle, subjectById, type Actor } from "../../audit/index.ts";
import { isUniqueViolation, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { replaceCode, type NewCode } from "../rows/codes-store.ts";
import type { Door } from "../door/door.ts";
import { hasUsername, userById } from "../rows/identity-queries.ts";
import { insertUser } from "../rows/identity-store.ts";
import { makeBoth, makeHalf, shownCode } from "./make-code.ts";
import { NO_PASSWORD } from "../passwords/password-hash.ts";
import { personNamed } from "./person-named.ts";
import { unknownSector } from "./rights.ts";
import { actorOf, scopeOf } from "../scope.ts";
import { sectorTree } from "../sectors.ts";

type Body = BodyOf<typeof identity.createUser>;
type Code = Pick<NewCode, "firstHash" | "secondHash" | "issuedBy" | "confirmedBy">;
type Entry = { readonly at: number; readonly actor: Actor; readonly also: Readonly<Record<string, unknown>> };

async function refusedPerson(tx: Tx, body: Body): Promise<Refusal<ErrorCode> | null> {
  if (await hasUsername(tx, body.username)) return { code: "object.exists", params: { value: body.username } };
  return unknownSector(tx, body.sectors);
}

/** Makes the account, which no password opens, and the code by which its person sets one. */
async function makeUser(tx: Tx, body: Body, code: Code, { at, actor, also }: Entry): Promise<User> {
  const userId = randomUUID();
  await insertUser(tx, {
    user_id: userId,
    username: body.username,
    name: body.name,
    name_latin: body.nameLatin,
    badge: body.badge,
    role: body.role,
    language: body.language,
    password_hash: NO_PASSWORD,
    designated_from: new Date(body.designatedFrom ?? at),
    designated_until: body.designatedUntil === null ? null : new Date(body.designatedUntil),
    sectors: body.sectors,
  });
  await replaceCode(tx, { ...code, userId, way: "designation", at, expiresAt: at + CODE_VALID_MS });
  const { username, role, sectors } = body;
  await settle(
    tx,
    { who: actor, at },
    { type: "user.created", about: subjectById("user", userId), detail: { username, role, sectors, ...also } },
    [personNamed(userId)],
  );
  const user = await userById(tx, userId);
  if (user === null) throw new Error("a user vanished inside its own transaction");
  return user;
}

type Held = { readonly firstHash: string; readonly covers: readonly string[] };
const coversOf = async (tx: Tx, body: Body): Promise<string[]> => expandCompetence(await sectorTree(tx), body.sectors);

/**
 * Designates a person. Nobody knows the person's password. For a role that one person gives, the administrator gets the whole one-time
 * code. Otherwise the administrator gets its first half, and the confirming person its second half.
 */
export async function createUser(
  db: Db,
  door: Door,
  approvals: Approvals,
  call: Call<typeof identity.createUser>,
): Promise<Reply<typeof identity.createUser>> {
  const { at, who } = call;
  const body = { ...call.body, sectors: [...new Set(call.body.sectors)] };
  const [first, second] = makeBoth(door);
  try {
    return await transaction(db, scopeOf(who), async (tx): Promise<Reply<typeof identity.createUser>> => {
      const refused = await refusedPerson(tx, body);
      if (refused !== null) return refuse(refused);
      if (needsTwo(body.role)) {
        const held: Held = { firstHash: first.hash, covers: await coversOf(tx, body) };
        const concerns = { userId: null, badge: body.badge };
        const asked = await approvals.ask(tx, call, {
          kind: "user.designate",
          subject: body.username,
          asked: { user: body },
          held,
          concerns,
        });
        return asked.ok ? ok({ kind: "waits", approvalId: asked.value.approvalId, half: first.spelled }) : asked;
      }
      const code = { firstHash: first.hash, secondHash: second.hash, issuedBy: who, confirmedBy: null };
      const user = await makeUser(tx, body, code, { at, actor: actorOf(who), also: {} });
      return ok({ kind: "made", user, code: shownCode([first, second], at) });
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: body.username } });
    throw cause;
  }
}

/** Approval kind for a designation: checks and effect. */
export const designating = (door: Door): Kind<"user.designate"> => ({
  kind: "user.designate",
  approverRoles: CONFIRMERS,
  prepare: ({ user: body }) => {
    const second = makeHalf(door);
    return Promise.resolve(
      ok(async (tx, { held, askedBy, by, at, approvalId }): Promise<Result<{ half: string; tellings: [] }, Refusal<ErrorCode>>> => {
        const { firstHash, covers } = held as Held;
        const refused = await refusedPerson(tx, body);
        if (refused !== null) return refuse(refused);
        if ((await coversOf(tx, body)).join() !== covers.join()) return refuse({ code: "approval.outdated" });
        const code = { firstHash, secondHash: second.hash, issuedBy: askedBy, confirmedBy: by.name };
        await makeUser(tx, body, code, { at, actor: actorOf(by), also: { askedBy, approvalId } });
        return ok({ half: second.spelled, tellings: [] });
      }),
    );
  },
});
