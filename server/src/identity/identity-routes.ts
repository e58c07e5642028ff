import { identity } from "@amaliyat/contract/identity";
import { ok } from "@amaliyat/domain/kernel";
import type { Db } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import { begin, firstRun } from "./begin.ts";
import { changePassword } from "./change-password.ts";
import { makeDoor } from "./door.ts";
import { lock, unlock } from "./lock.ts";
import { putSector, sectors } from "./sectors.ts";
import type { SessionKeeper } from "./session-keeper.ts";
import { listSessions, revokeSession, sessionOf, signOut } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { changeUser, createUser, users } from "./users.ts";

/** The routes of this feature, each joined to its use case. */
export function identityRoutes(db: Db, { end, lock: tell }: Pick<SessionKeeper, "end" | "lock">): Served[] {
  const door = makeDoor();
  return [
    serve(identity.firstRun, () => firstRun(db)),
    serve(identity.begin, (call) => begin(db, door, call)),
    serve(identity.signIn, (call) => signIn(db, door, call)),
    serve(identity.changePassword, (call) => changePassword(db, door, end, call)),
    serve(identity.me, async (call) => ok(await sessionOf(db, call.who))),
    serve(identity.signOut, (call) => signOut(db, end, call)),
    serve(identity.lock, (call) => lock(db, tell, call)),
    serve(identity.unlock, (call) => unlock(db, door, tell, call)),
    serve(identity.sessions, (call) => listSessions(db, call)),
    serve(identity.revoke, (call) => revokeSession(db, end, call)),
    serve(identity.users, (call) => users(db, call)),
    serve(identity.createUser, (call) => createUser(db, door, call)),
    serve(identity.changeUser, (call) => changeUser(db, door, end, call)),
    serve(identity.sectors, (call) => sectors(db, call)),
    serve(identity.putSector, (call) => putSector(db, call)),
  ];
}
