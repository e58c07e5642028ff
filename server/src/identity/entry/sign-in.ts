import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity } from "@amaliyat/contract/identity";
import { checkDesignation } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Door } from "../door/door.ts";
import { judgeCode } from "../factors/codes.ts";
import { DEVICE_LASTS_MS, deviceHashOf, deviceTokenOf, knowDevice } from "../factors/devices.ts";
import { accountByName } from "../rows/factors-queries.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { lockAccountByName } from "../rows/identity-store.ts";
import { openSessionFor } from "../sessions/open-session.ts";
import { NO_PASSWORD, verifyPassword } from "../passwords/password-hash.ts";
import { appendRefusal } from "../sessions/refused-entry.ts";
import { designationOf } from "../sessions/session-over.ts";
import { callerByToken, sessionOf } from "../sessions/sessions.ts";

type SignIn = typeof identity.signIn;
type Account = NonNullable<Awaited<ReturnType<typeof accountByName>>>;

/** Queue through which one try reaches the hash, and the callback for a right password. */
type Lane = { readonly line: Door["hashing"]; readonly by: string; readonly isGuessed: boolean; readonly right: () => void };

/**
 * The lane of a device that is known as this person's: counted by itself, and behind no stranger. Null where it is not known, or was wrong
 * five times in a row: then it counts as a stranger's for a while.
 */
function knownLane(door: Door, device: string | null, at: number): Lane | null {
  if (device === null || !door.devices.begin(device, at)) return null;
  return { line: door.hashing, by: device, isGuessed: false, right: () => door.devices.right(device) };
}

/** The lane of a stranger, who may have to pay by work. Counted by name, so that a refusal needs no look into the database. */
function strangerLane(door: Door, username: string, { address, at, body }: Call<SignIn>): Result<Lane, Refusal<ErrorCode>> {
  const waiting = door.unproven.waiting() + door.proven.waiting();
  const admitted = door.strangers.admit({ username, address, at, work: body.work, waiting });
  if (!admitted.ok) return admitted;
  const { proven, isGuessed, right } = admitted.value;
  return ok({ line: proven ? door.proven : door.unproven, by: address, isGuessed, right });
}

/** Requirement that is still missing after a right password; null if none. */
async function lackOf(
  tx: Tx,
  { vault, needSecondFactor }: IdentityDeps,
  account: Account,
  call: Call<SignIn>,
): Promise<Refusal<ErrorCode> | null> {
  const designated = checkDesignation(designationOf(account), call.at);
  if (!designated.ok) return designated.error;
  if (account.has_codes) {
    if (call.body.code === undefined) return { code: "session.code_needed" };
    const judged = await judgeCode(tx, vault, { userId: account.user_id, code: call.body.code, at: call.at });
    return judged.ok ? null : judged.error;
  }
  // A password alone must not lead to a second key of whoever guessed it; one that a code set proves no more than the code.
  return account.has_passkeys && (account.set_by_code || needSecondFactor.includes(account.role))
    ? { code: "session.passkey_needed" }
    : null;
}

/**
 * Signs a person in by password, and a code where the person has codes. The password is hashed outside of a transaction, and also for
 * a name that nobody has, so that neither the answer nor its time tells which names exist.
 */
export async function signIn(deps: IdentityDeps, call: Call<SignIn>): Promise<Reply<SignIn>> {
  const { db, door, end } = deps;
  const { at, address } = call;
  const username = call.body.username.trim().toLowerCase();
  const since = new Date(at - DEVICE_LASTS_MS);
  const read = (tx: Tx) => accountByName(tx, username, deviceHashOf(call.device), since);
  const find = () => transaction(db, SYSTEM, read, { readOnly: true });
  // A browser without a device cookie is a stranger whoever is named: it is refused before anything is looked up.
  const early = deviceHashOf(call.device) === null ? strangerLane(door, username, call) : null;
  if (early?.ok === false) return early;
  const account = await find();
  const known = early === null ? knownLane(door, account?.device_id ?? null, at) : null;
  const lane = early ?? (known === null ? strangerLane(door, username, call) : ok(known));
  if (!lane.ok) return lane;
  const { line, by, right, isGuessed } = lane.value;
  const matches = await line.run(by, () => verifyPassword(account?.password_hash ?? NO_PASSWORD, call.body.password));
  if (!matches.ok) return matches;
  const isRight = matches.value && account !== undefined;
  if (isRight) right();
  const device = deviceTokenOf(call.device);
  const opened = await transaction(db, SYSTEM, async (tx) => {
    // A wrong try takes no row: strangers must not make a person wait for theirs.
    const locked = isRight ? await lockAccountByName(tx, username) : undefined;
    // Another change of the password came between: what was right is no longer.
    const stands = isRight && locked?.password_hash === account.password_hash;
    const denied: Refusal<ErrorCode> | null = stands
      ? await lackOf(tx, deps, { ...account, ...locked }, call)
      : { code: "session.wrong_credentials" };
    if (denied === null && account !== undefined) {
      await knowDevice(tx, call, account.user_id, device);
      return ok(await openSessionFor(tx, account, call, { factors: account.has_codes ? 2 : 1, end, by: "password" }));
    }
    const refused = denied ?? { code: "session.wrong_credentials" as const };
    const subject = account && { kind: "user", id: account.user_id };
    if (subject !== undefined && isGuessed) await append(tx, { at, type: "account.guessed", subject, detail: { address } });
    await appendRefusal(tx, door, { at, user: account && { ...account, username }, code: refused.code, detail: { address } });
    return refuse(refused);
  });
  if (!opened.ok) return opened;
  const { token, expiresAt } = opened.value;
  call.setToken(token, expiresAt);
  call.setDevice(device, at + DEVICE_LASTS_MS);
  const caller = await callerByToken(db, token, at, deps.needSecondFactor);
  return caller.ok ? ok(await sessionOf(db, caller.value)) : caller;
}
