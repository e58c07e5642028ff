import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Factors, identity } from "@amaliyat/contract/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { raiseSession } from "../rows/identity-store.ts";
import { renewToken } from "../sessions/renew-token.ts";
import { answerOwnPasskey } from "./answer-by-passkey.ts";
import { judgeCode } from "./codes.ts";
import { shownFactors } from "./shown-factors.ts";

type Prove = typeof identity.prove;

async function judged(tx: Tx, deps: IdentityDeps, call: Call<Prove>): Promise<Result<unknown, Refusal<ErrorCode>>> {
  const { body, who, at } = call;
  return body.by === "passkey"
    ? answerOwnPasskey(tx, deps, call, body.response)
    : judgeCode(tx, deps.vault, { userId: who.userId, code: body.code, at }, "confirmed");
}

/** Takes a second factor of the person in an open session: for a while changes of the own factors ask for none. */
export async function prove(deps: IdentityDeps, call: Call<Prove>): Promise<Reply<Prove>> {
  const { who, at, body } = call;
  return transaction(deps.db, SYSTEM, async (tx): Promise<Result<Factors, Refusal<ErrorCode>>> => {
    const proven = await judged(tx, deps, call);
    if (!proven.ok) return refuse({ ...proven.error });
    await raiseSession(tx, who.sessionId, new Date(at));
    await renewToken(tx, call);
    const factor = body.by === "passkey" ? "passkey" : "codes";
    await settle(tx, { who, at }, { type: "session.proven", about: subjectById("session", who.sessionId), detail: { factor } });
    return ok(await shownFactors(tx, deps, call));
  });
}
