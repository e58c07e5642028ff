import type { dispatch } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { DISTRESS_KEY_LASTS_MS, helpMoment, isDistressKeyGood, textOfDistress } from "@amaliyat/domain/dispatch";
import { SESSION_LONGEST_MS } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { createPublicKey, randomUUID, verify, type KeyObject } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { behindSession, endSessionsOfDevice, type BehindSession } from "../../identity/index.ts";
import { noteLogged } from "../../platform/call-record.ts";
import { asRoom, SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { Meter } from "../../platform/meter.ts";
import { changeUnitBy } from "./change-unit.ts";
import type { DispatchDeps } from "../deps.ts";
import { callForHelp } from "./distress.ts";
import { distressKeyById, setLastCall, insertDistressKey, keptCalls, revokeDistressKeys } from "../rows/distress-keys-store.ts";
import { unitSubject } from "../subjects.ts";
import { speakersOf } from "../rows/units-queries.ts";
import { lockUnit, unitOfUser } from "../rows/units-store.ts";

/** A key of P-256 as a phone gives it; null for anything else. */
function publicKeyOf(spki: Buffer): KeyObject | null {
  try {
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}

/** Registers the public half of a key that the crew's phone made in this session; the other half never leaves the phone. */
export async function makeDistressKey(
  db: Db,
  { who, at, body }: Call<typeof dispatch.makeDistressKey>,
): Promise<Reply<typeof dispatch.makeDistressKey>> {
  const spki = Buffer.from(body.publicKey, "base64");
  if (publicKeyOf(spki) === null) return refuse({ code: "unit.distress_key_wrong" });
  return transaction(db, SYSTEM, async (tx) => {
    const unit = await unitOfUser(tx, who.userId, at);
    // A phone that is reported lost in this moment gets no key: the report locks the unit, and ends the session.
    if (unit !== undefined) await lockUnit(tx, unit.unit_id);
    const person = await behindSession(tx, who.sessionId, at);
    if (person === null || person.endedAt !== null) return refuse({ code: "session.revoked" });
    const keyId = randomUUID();
    const row = { key_id: keyId, user_id: who.userId, unit_id: unit?.unit_id ?? null, session_id: who.sessionId, public_key: spki };
    await insertDistressKey(tx, { ...row, made_at: new Date(at) }, new Date(at - SESSION_LONGEST_MS - DISTRESS_KEY_LASTS_MS));
    const about = unit === undefined ? subjectById("user", who.userId) : unitSubject({ unitId: unit.unit_id, sectorId: unit.sector_id });
    const detail = unit === undefined ? {} : { code: unit.code };
    await settle(tx, { who, at }, { type: "unit.distress_key_made", about, detail });
    return ok({ keyId });
  });
}

type SignedPanic = Call<typeof dispatch.signedPanic>["body"];

function isSigned({ signature, ...said }: SignedPanic, spki: Buffer): boolean {
  const key = publicKeyOf(spki);
  const text = Buffer.from(textOfDistress(said));
  return key !== null && verify("sha256", text, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64"));
}

/** Two calls may travel so unlike, ms: a phone whose clock is wrong has its moments by when they arrive. */
const TRAVEL_MS = 2 * 60_000;

/**
 * True for a call of a key that was taken before, and for one that its phone made before the last. Compares the room's moments: the phone's
 * clock may be set right between two calls. `sentAt` is not signed, so a call that was taken is known by its number.
 */
function isNotNewer(last: string | null, { call }: Pick<SignedPanic, "call">, moment: number, at: number): boolean {
  const { moment: before, calls } = keptCalls(last);
  return calls.includes(call) || (before !== null && moment < Math.min(before, at) - TRAVEL_MS);
}

const momentOf = ({ at: said, sentAt }: SignedPanic, at: number): number =>
  helpMoment(Date.parse(said), sentAt === undefined ? null : Date.parse(sentAt), at);

type Caller = {
  readonly sessionId: string;
  readonly person: BehindSession;
  /** This very call was taken already. */
  readonly isKnown: boolean;
};

/** The crew behind a signed call. Every fault gets the same refusal: nobody learns which keys there are. */
const callerOf = (db: Db, body: SignedPanic, at: number): Promise<Result<Caller, Refusal<ErrorCode>>> =>
  transaction(
    db,
    SYSTEM,
    async (tx) => {
      const key = await distressKeyById(tx, body.keyId);
      const person = key === undefined ? null : await behindSession(tx, key.session_id, at);
      if (key === undefined || person === null) return refuse({ code: "unit.distress_key_refused" });
      const facts = {
        isRevoked: key.revoked_at !== null,
        isPatrol: person.isDesignated && person.role === "patrol",
        sessionEndedAt: person.endedAt,
      };
      return isDistressKeyGood(facts, at) && isSigned(body, key.public_key)
        ? ok({ sessionId: key.session_id, person, isKnown: isNotNewer(key.last_call, body, momentOf(body, at), at) })
        : refuse({ code: "unit.distress_key_refused" });
    },
    { readOnly: true },
  );

const HOUR_MS = 3_600_000;
/** A crew that presses again every minute is within it. Only calls that were signed rightly count. */
const CALLS_OF_KEY = 60;

/** Takes calls for help by the keys of phones whose sessions are over. */
export function openSignedCalls(db: Db): (call: Call<typeof dispatch.signedPanic>) => Promise<Reply<typeof dispatch.signedPanic>> {
  const calls = new Meter(HOUR_MS);
  return async ({ body, at }) => {
    const found = await callerOf(db, body, at);
    if (!found.ok) return found;
    const { sessionId, person, isKnown } = found.value;
    // A call that was taken is not taken again: the room may have ended it since.
    if (isKnown) {
      noteLogged("unit.distress_called");
      return ok(undefined);
    }
    if (calls.count(body.keyId, at) >= CALLS_OF_KEY)
      return refuse({ code: "request.too_many", params: { seconds: calls.waitS(body.keyId, CALLS_OF_KEY, at) } });
    const who = { ...person, role: "patrol", sessionId, covers: [] } as const;
    const writeCall = (tx: Tx): Promise<void> => setLastCall(tx, body.keyId, { call: body.call, moment: momentOf(body, at), at });
    // Counted before the room works on it: calls that come at once are bounded too.
    calls.add(body.keyId, at);
    try {
      const called = await callForHelp(db, { who, at, body, sentAt: body.sentAt, also: { byKey: true }, writeAlso: writeCall });
      return called.ok ? ok(undefined) : called;
    } catch (error) {
      // A call at which the room failed is sent again every few seconds, and must not use up the hour.
      calls.undo(body.keyId, at);
      throw error;
    }
  };
}

/**
 * The phone of a unit is lost: its keys call for help no more, and its sessions are over. All sessions and keys of those who speak for the
 * unit end, because only a key identifies a phone. The keys that were made for the unit end as well.
 */
export async function loseDevice(
  { db, keeper }: Pick<DispatchDeps, "db" | "keeper">,
  { who, at, params }: Call<typeof dispatch.loseDevice>,
): Promise<Reply<typeof dispatch.loseDevice>> {
  const { unitId } = params;
  const lost = await changeUnitBy(db, {
    who,
    at,
    unitId,
    type: "unit.device_lost",
    change: async (tx) => {
      const userIds = await speakersOf(tx, unitId, at);
      const sessionIds = await asRoom(tx, () => revokeDistressKeys(tx, unitId, userIds, new Date(at)));
      await endSessionsOfDevice(tx, keeper, { sessionIds, userIds }, { who, at });
      return ok(undefined);
    },
  });
  return lost.ok ? ok(undefined) : lost;
}
