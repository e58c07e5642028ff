import type { Role } from "@amaliyat/domain/identity";
import { append } from "../audit/index.ts";
import { actorOf, callerByToken } from "../identity/index.ts";
import { partnerOf } from "../partners/index.ts";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { GateKeepers, Passage } from "../platform/http/index.ts";
import { doneUnder, keepReply } from "../platform/once/index.ts";
import { StrangeRefusalLog } from "./strange-refusals.ts";

const SETTLE_EVERY_MS = 10_000;

/** Names the object of a passage: the id in its path or else the first that its body names. */
function subjectOf({ params, named }: Passage): { kind: string; id: string } | null {
  const [first] = [...Object.entries((params ?? {}) as Record<string, unknown>), ...Object.entries(named)];
  return first && typeof first[1] === "string" ? { kind: first[0].replace(/Id$/, ""), id: first[1].slice(0, 128) } : null;
}

/** What the gate asks of identity and of the log. What is still counted at the end is written then. */
export function gateKeepers(db: Db, clock: Clock, needSecondFactor: readonly Role[]): GateKeepers & AsyncDisposable {
  const strange = new StrangeRefusalLog(({ passage, code, address, count }) =>
    transaction(db, SYSTEM, async (tx) => {
      const detail = { route: passage.route.name, address, count };
      await append(tx, { at: passage.at, type: "access.refused", subject: subjectOf(passage), refusalCode: code, detail });
    }),
  );
  // Without the database the counts of a minute are lost with it; the next refusal fails like everything else.
  const timer = setInterval(() => void strange.settle(clock()).catch(() => undefined), SETTLE_EVERY_MS);
  return {
    callerOf: (token, at) => callerByToken(db, token, at, needSecondFactor),
    partnerOf: (token, at, use) => partnerOf(db, token, at, use),
    async logRefusal(passage, code) {
      const { at, caller, partner, route, address, named } = passage;
      if (caller === null && partner === null) return strange.take(passage, code);
      const outsider = { userId: null, name: partner?.name ?? null, role: "partner" };
      const detail = { route: route.name, address, ...named, ...(partner === null ? {} : { partner: partner.code }) };
      const entry = {
        at,
        type: "access.refused",
        actor: caller === null ? outsider : actorOf(caller),
        subject: subjectOf(passage),
        refusalCode: code,
        detail,
      } as const;
      await transaction(db, SYSTEM, (tx) => append(tx, entry));
    },
    once: {
      find: (userId, key) => transaction(db, SYSTEM, (tx) => doneUnder(tx, userId, key), { readOnly: true }),
      keep: (userId, key, value) => transaction(db, SYSTEM, (tx) => keepReply(tx, userId, key, value)),
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await strange.settle(Number.POSITIVE_INFINITY).catch(() => undefined);
    },
  };
}
