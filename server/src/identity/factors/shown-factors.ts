import type { Factors, identity } from "@amaliyat/contract/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { append } from "../../audit/index.ts";
import { afterCommit, SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { endSessions, lockUser } from "../identity-store.ts";
import { actorOf } from "../scope.ts";
import { deviceHashOf } from "./devices.ts";
import { factorsOf } from "./factors-queries.ts";
import { deletePasskeys, deleteTotp, dropDevices } from "./factors-store.ts";

/** What a person is shown of their own second factors. */
export async function shownFactors(
  tx: Tx,
  { needSecondFactor }: Pick<IdentityDeps, "needSecondFactor">,
  { who, device }: { readonly who: Caller; readonly device: string | null },
): Promise<Factors> {
  return { ...(await factorsOf(tx, who.userId, deviceHashOf(device))), required: needSecondFactor.includes(who.role) };
}

export async function listFactors(deps: IdentityDeps, call: Call<typeof identity.factors>): Promise<Reply<typeof identity.factors>> {
  return ok(await transaction(deps.db, SYSTEM, (tx) => shownFactors(tx, deps, call), { readOnly: true }));
}

/** Removes the second factors of a person who lost them, and forgets the devices. The password stays unknown to whoever does it. */
export async function clearFactors(
  { db, end }: IdentityDeps,
  call: Call<typeof identity.clearFactors>,
): Promise<Reply<typeof identity.clearFactors>> {
  const { who, at, params } = call;
  const { userId } = params;
  if (userId === who.userId) return refuse({ code: "user.own_rights" });
  return transaction(db, SYSTEM, async (tx) => {
    const user = await lockUser(tx, userId);
    if (user === undefined) return refuse({ code: "object.not_found" });
    const [passkeys, codes] = [await deletePasskeys(tx, userId), await deleteTotp(tx, userId)];
    await dropDevices(tx, userId, 0, new Date(at));
    const ended = await endSessions(tx, { userId }, new Date(at));
    afterCommit(tx, () => end(ended, "session.revoked"));
    const detail = { username: user.username, passkeys, codes, own: false };
    await append(tx, { at, type: "user.factor_removed", actor: actorOf(who), subject: { kind: "user", id: userId }, detail });
    return ok(undefined);
  });
}
