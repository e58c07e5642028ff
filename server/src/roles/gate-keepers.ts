import { append } from "../audit/index.ts";
import { actorOf, callerByToken } from "../identity/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { GateKeepers, Passage } from "../platform/http/index.ts";

/** Names the object of a passage from its path: the one id that it carries, if it carries one. */
function subjectOf({ params }: Passage): { kind: string; id: string } | null {
  const [first] = Object.entries((params ?? {}) as Record<string, unknown>);
  return first && typeof first[1] === "string" ? { kind: first[0].replace(/Id$/, ""), id: first[1].slice(0, 128) } : null;
}

/** What the gate asks of identity and of the log. */
export const gateKeepers = (db: Db): GateKeepers => ({
  callerOf: (token, at) => callerByToken(db, token, at),
  async logPassage(passage) {
    if (passage.route.log.by !== "gate") return;
    const { type } = passage.route.log;
    const actor = passage.caller && actorOf(passage.caller);
    await transaction(db, SYSTEM, (tx) =>
      append(tx, { at: passage.at, type, actor, subject: subjectOf(passage), detail: { route: passage.route.name } }),
    );
  },
  async logRefusal(passage, code) {
    const actor = passage.caller && actorOf(passage.caller);
    await transaction(db, SYSTEM, (tx) =>
      append(tx, {
        at: passage.at,
        type: "access.refused",
        actor,
        subject: subjectOf(passage),
        refusalCode: code,
        detail: { route: passage.route.name, address: passage.address },
      }),
    );
  },
});
