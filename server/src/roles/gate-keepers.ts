import type { Role } from "@amaliyat/domain/identity";
import { createHmac, randomBytes } from "node:crypto";
import { append, entryBy, subjectById, type Subject } from "../audit/index.ts";
import { actorOf, callerByToken } from "../identity/index.ts";
import { partnerOf } from "../partners/index.ts";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { GateKeepers, Passage } from "../platform/http/index.ts";
import { doneUnder, setReply } from "../platform/once/index.ts";
import type { Vault } from "../platform/vault.ts";
import { InsiderRefusals } from "./insider-refusals.ts";
import { StrangeRefusalLog } from "./strange-refusals.ts";
import { networkOf } from "../platform/network-of.ts";

const SETTLE_EVERY_MS = 10_000;

/** Names the object of a passage: the id in its path or else the first that its body names. */
function subjectOf({ params, named }: Passage): Subject | null {
  const [first] = [...Object.entries((params ?? {}) as Record<string, unknown>), ...Object.entries(named)];
  return first && typeof first[1] === "string" ? subjectById(first[0].replace(/Id$/, ""), first[1].slice(0, 128)) : null;
}

const refusedActor = ({ caller, partner }: Passage) =>
  caller === null ? { userId: null, name: partner?.name ?? null, role: "partner" } : actorOf(caller);

const partnerIn = ({ partner }: Passage): Readonly<Record<string, string>> => (partner === null ? {} : { partner: partner.code });

const DAY_MS = 86_400_000;

/**
 * Tells the networks of citizens apart without saying which they are. The key is made anew each day and at each start, and kept nowhere. An
 * owner of room, keys and log cannot match an entry of yesterday with a network any more.
 */
export class NetworkMarks {
  #key = randomBytes(32);
  #day = Number.NaN;

  markOf(address: string, at: number): string {
    const day = Math.floor(at / DAY_MS);
    if (day !== this.#day) [this.#day, this.#key] = [day, randomBytes(32)];
    return createHmac("sha256", this.#key).update(networkOf(address)).digest("base64url").slice(0, 12);
  }
}

/**
 * Services of identity and log for the gate. Refusals still counted at the end are written then. `whole`: refusals of one person logged one
 * by one in a minute.
 */
export function gateKeepers(
  db: Db,
  vault: Vault,
  clock: Clock,
  needSecondFactor: readonly Role[],
  whole?: number,
): GateKeepers & AsyncDisposable {
  const marks = new NetworkMarks();
  const strange = new StrangeRefusalLog(({ passage, code, address, count }) =>
    transaction(db, SYSTEM, async (tx) => {
      // Citizens' routes: a mistyped code makes nobody a suspect, and this entry is never erased.
      const isCitizens = passage.route.access.kind === "public";
      const from = isCitizens ? { network: marks.markOf(address, passage.at) } : { address };
      const detail = { route: passage.route.name, ...from, count };
      await append(
        tx,
        entryBy({ who: null, at: passage.at }, { type: "access.refused", about: subjectOf(passage), refusalCode: code, detail }),
      );
    }),
  );
  const insiders = new InsiderRefusals(
    ({ passage, codes, count }) =>
      transaction(db, SYSTEM, async (tx) => {
        const [refusalCode = null] = Object.entries(codes).toSorted(([, a], [, b]) => b - a)[0] ?? [];
        const detail = { address: passage.address, count, codes, ...partnerIn(passage) };
        const by = { who: refusedActor(passage), at: passage.at };
        await append(tx, entryBy(by, { type: "access.refused", about: null, refusalCode, detail }));
      }),
    whole,
  );
  // Without the database the counts of a minute are lost with it; the next refusal fails like everything else.
  const settle = (at: number): Promise<unknown> => Promise.allSettled([strange.settle(at), insiders.settle(at)]);
  const timer = setInterval(() => void settle(clock()), SETTLE_EVERY_MS);
  return {
    callerOf: (token, at) => callerByToken(db, token, at, needSecondFactor),
    partnerOf: (token, at, use) => partnerOf(db, token, at, use),
    async logRefusal(passage, code) {
      const { at, caller, partner, route, address, named } = passage;
      if (caller === null && partner === null) return strange.add(passage, code);
      if (!(await insiders.isWhole(passage, code))) return;
      const detail = { route: route.name, address, ...named, ...partnerIn(passage) };
      const by = { who: refusedActor(passage), at };
      const entry = entryBy(by, { type: "access.refused", about: subjectOf(passage), refusalCode: code, detail });
      await transaction(db, SYSTEM, (tx) => append(tx, entry));
    },
    once: {
      find: (userId, key) => transaction(db, SYSTEM, (tx) => doneUnder(tx, userId, key), { readOnly: true }),
      writeReply: (userId, key, value, about) => transaction(db, SYSTEM, (tx) => setReply(tx, userId, key, value, about)),
      hashOf: (asked) => vault.mac(asked, "request that may be sent again"),
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await settle(Number.POSITIVE_INFINITY);
    },
  };
}
