import { identity } from "@amaliyat/contract/identity";
import { latinNames } from "@amaliyat/domain/identity";
import { ok } from "@amaliyat/domain/kernel";
import type { Approvals } from "../approvals/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import { begin, firstRun } from "./entry/begin.ts";
import { changePassword } from "./entry/change-password.ts";
import { changeUser, changing } from "./accounts/change-user.ts";
import { createUser, designating } from "./accounts/designate.ts";
import { makeDoor } from "./door/door.ts";
import { passkeyChallenge, passkeySignIn, unlockByPasskey, unlockChallenge } from "./factors/answer-by-passkey.ts";
import { clearFactors, clearing } from "./factors/clear-factors.ts";
import { confirmCodes, newCodes, removeCodes, renewRecovery } from "./factors/codes.ts";
import { forgetDevice } from "./factors/devices.ts";
import { addPasskey, newPasskey, removePasskey } from "./factors/passkeys.ts";
import { prove } from "./factors/prove.ts";
import { listFactors } from "./factors/shown-factors.ts";
import type { FirstRun } from "./accounts/first-run.ts";
import type { IdentityDeps } from "./identity-deps.ts";
import { issueCode, resetting, seeNotice } from "./accounts/issue-code.ts";
import { lock, unlock } from "./sessions/lock.ts";
import { moving, putSector, sectors } from "./sectors.ts";
import type { SessionKeeper } from "./sessions/session-keeper.ts";
import { listSessions, revokeSession, sessionOf, signOut } from "./sessions/sessions.ts";
import { signIn } from "./entry/sign-in.ts";
import { choosePassword, useCode } from "./entry/use-code.ts";
import { accountNames, listUsers } from "./rows/identity-queries.ts";
import { scopeOf } from "./scope.ts";

export type IdentityOptions = Pick<IdentityDeps, "db" | "vault" | "needSecondFactor" | "isBreached" | "names"> & {
  readonly keeper: Pick<SessionKeeper, "end" | "lock">;
  readonly approvals: Approvals;
  readonly first: FirstRun;
};

/** The routes of this feature, each joined to its use case; and the acts on people that take two, registered with the approvals. */
export function identityRoutes({ keeper, approvals, first, ...settings }: IdentityOptions): Served[] {
  const { end, lock: tell } = keeper;
  const { db } = settings;
  const door = makeDoor(settings.vault);
  const deps: IdentityDeps = { ...settings, door, end, tellLock: tell };
  approvals.register(designating(door));
  approvals.register(changing(door, end));
  approvals.register(resetting(door));
  approvals.register(clearing(door, end));
  approvals.register(moving);
  return [
    serve(identity.firstRun, () => firstRun(db)),
    serve(identity.begin, (call) => begin(deps, first, call)),
    serve(identity.signIn, (call) => signIn(deps, call)),
    serve(identity.useCode, (call) => useCode(deps, call)),
    serve(identity.setPassword, (call) => choosePassword({ ...deps, settled: first.settled }, call)),
    serve(identity.seenNotice, (call) => seeNotice(db, call)),
    serve(identity.changePassword, (call) => changePassword(deps, call)),
    serve(identity.me, async (call) => ok(await sessionOf(db, call.who))),
    serve(identity.signOut, (call) => signOut(db, end, call)),
    serve(identity.lock, (call) => lock(db, tell, call)),
    serve(identity.unlock, (call) => unlock(db, door, tell, call)),
    serve(identity.passkeyChallenge, (call) => passkeyChallenge(deps, call)),
    serve(identity.passkeySignIn, (call) => passkeySignIn(deps, call)),
    serve(identity.unlockChallenge, (call) => unlockChallenge(deps, call)),
    serve(identity.unlockByPasskey, (call) => unlockByPasskey(deps, call)),
    serve(identity.newPasskey, (call) => newPasskey(deps, call)),
    serve(identity.addPasskey, (call) => addPasskey(deps, call)),
    serve(identity.removePasskey, (call) => removePasskey(deps, call)),
    serve(identity.newCodes, (call) => newCodes(deps, call)),
    serve(identity.confirmCodes, (call) => confirmCodes(deps, call)),
    serve(identity.removeCodes, (call) => removeCodes(deps, call)),
    serve(identity.renewRecovery, (call) => renewRecovery(deps, call)),
    serve(identity.clearFactors, (call) => clearFactors(deps, approvals, call)),
    serve(identity.prove, (call) => prove(deps, call)),
    serve(identity.factors, (call) => listFactors(deps, call)),
    serve(identity.forgetDevice, (call) => forgetDevice(db, call)),
    serve(identity.sessions, (call) => listSessions(db, call)),
    serve(identity.revoke, (call) => revokeSession(db, end, call)),
    serve(identity.users, async ({ who }) => ok(await transaction(db, scopeOf(who), listUsers, { readOnly: true }))),
    serve(identity.names, async ({ who }) => ok(latinNames(await transaction(db, scopeOf(who), accountNames, { readOnly: true })))),
    serve(identity.createUser, (call) => createUser(db, door, approvals, call)),
    serve(identity.changeUser, (call) => changeUser(db, door, end, approvals, call)),
    serve(identity.issueCode, (call) => issueCode(db, door, approvals, call)),
    serve(identity.sectors, (call) => sectors(db, call)),
    serve(identity.putSector, (call) => putSector(db, approvals, call)),
  ];
}
