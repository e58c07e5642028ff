import { CODE_VALID_MS, isDesignated, type Role } from "@amaliyat/domain/identity";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import type { Vault } from "../../platform/vault.ts";
import { replaceCode } from "../rows/codes-store.ts";
import { usersInRole } from "../rows/identity-queries.ts";
import { updateUser } from "../rows/identity-store.ts";
import { makeBoth } from "./make-code.ts";
import { designationOf } from "../sessions/session-over.ts";
import { markOfHalf } from "../door/door.ts";

export type RecoverRole = Extract<Role, "administrator" | "auditor">;
export type Recovered = {
  readonly username: string;
  readonly name: string;
  readonly first: string;
  readonly second: string;
  readonly until: number;
};
/** Why nobody was given a code: the role has nobody of that name, or several and none was named. */
export type NotRecovered = { readonly code: "nobody" | "name_one"; readonly usernames: readonly string[] };

/**
 * Gives a holder of a role a new code, by the person who stands at the machine when nobody can sign in. It is logged, and every auditor is
 * notified until each has acknowledged it. Its use removes the person's second factors, so that a person who lost everything can come back.
 * If nobody of the role is designated any more, the named person is designated again.
 */
export async function recover(
  db: Db,
  vault: Pick<Vault, "mac">,
  { role, username, at }: { readonly role: RecoverRole; readonly username: string | null; readonly at: number },
): Promise<Result<Recovered, NotRecovered>> {
  const [first, second] = makeBoth({ markOfHalf: markOfHalf(vault) });
  return transaction(db, SYSTEM, async (tx): Promise<Result<Recovered, NotRecovered>> => {
    const all = await usersInRole(tx, [role]);
    const inForce = all.filter((user) => isDesignated(designationOf(user), at));
    const among = inForce.length > 0 ? inForce : all;
    const named = username === null ? among : among.filter((user) => user.username === username);
    const [user, ...others] = named;
    if (user === undefined || others.length > 0)
      return refuse({ code: user === undefined ? "nobody" : "name_one", usernames: among.map((one) => one.username) });
    const reopened = inForce.length === 0;
    const { user_id: userId } = user;
    if (reopened)
      await updateUser(tx, userId, {
        ended: false,
        designated_from: new Date(Math.min(at, user.designated_from.getTime())),
        designated_until: null,
      });
    // An auditor's own recovery is told to those who administrate too: there may be no other auditor.
    const told = await usersInRole(tx, role === "auditor" ? ["auditor", "administrator"] : ["auditor"]);
    const tellings = await replaceCode(tx, {
      userId,
      firstHash: first.hash,
      secondHash: second.hash,
      way: "recovery",
      at,
      expiresAt: at + CODE_VALID_MS,
      issuedBy: null,
      confirmedBy: null,
      tellAlso: told.map((one) => one.user_id),
    });
    await settle(
      tx,
      { who: null, at },
      {
        type: "user.recovered",
        about: subjectById("user", userId),
        detail: { username: user.username, role, reopened, removesFactors: true },
      },
      tellings,
    );
    return ok({ username: user.username, name: user.name, first: first.spelled, second: second.spelled, until: at + CODE_VALID_MS });
  });
}
