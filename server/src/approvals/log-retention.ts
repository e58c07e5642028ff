import type { approvals, RetentionRule } from "@amaliyat/contract/approvals";
import { ok } from "@amaliyat/domain/kernel";
import { adoptedOrder, adoptRetention, consentNow, readOrder } from "../audit/index.ts";
import { asRoom, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { scopeOf, type Call, type Caller, type Reply } from "../platform/http/index.ts";
import type { Approvals, Kind } from "./approvals.ts";

/** The rule in force; null while the log keeps everything. */
async function ruleInForce(tx: Tx): Promise<RetentionRule | null> {
  const order = await asRoom(tx, () => adoptedOrder(tx));
  return order && { rule: order.rule, retentionDays: order.retentionDays };
}

export const retention = async (db: Db): Promise<Reply<typeof approvals.retention>> =>
  ok(await transaction(db, SYSTEM, ruleInForce, { readOnly: true }));

/** The consent of a person who acts now, signed by the room. */
const consentOf = (tx: Tx, rule: RetentionRule, who: Caller, at: number) =>
  consentNow(tx, rule, { userId: who.userId, name: who.name, role: who.role, at: new Date(at).toISOString() });

type Ask = typeof approvals.askRetention;

/** Asks for a rule, with the consent of the one who asks: the order carries both consents, and verifiers check both. */
export const askRetention = (db: Db, all: Approvals, call: Call<Ask>): Promise<Reply<Ask>> =>
  transaction(db, scopeOf(call.who), async (tx) => {
    const asked = { before: await ruleInForce(tx), after: call.body };
    const held = consentOf(tx, call.body, call.who, call.at);
    return all.ask(tx, call, { kind: "log.retention", subject: "log", asked, held, concerns: null });
  });

/** Adopts a rule that was asked for. Auditors alone confirm it, for it is the log that they read. */
export const adopting: Kind<"log.retention"> = {
  kind: "log.retention",
  approverRoles: ["auditor"],
  prepare: ({ after }) =>
    Promise.resolve(
      ok(async (tx, { held, by, at }) => {
        const order = readOrder({ ...after, askedBy: held, approvedBy: consentOf(tx, after, by, at) });
        if (order === null) throw new Error("a rule of retention was asked for without a consent");
        await adoptRetention(tx, order, at);
        return ok({ half: null, tellings: [] });
      }),
    ),
};
