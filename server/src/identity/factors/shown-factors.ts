import type { Factors, identity } from "@amaliyat/contract/identity";
import { PROOF_LASTS_MS } from "@amaliyat/domain/identity";
import { ok } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { deviceHashOf } from "./devices.ts";
import { factorsOf, proofOf } from "../rows/factors-queries.ts";

/** Second factors of a person, as shown to that person. */
export async function shownFactors(
  tx: Tx,
  { needSecondFactor }: Pick<IdentityDeps, "needSecondFactor">,
  { who, device }: { readonly who: Caller; readonly device: string | null },
): Promise<Factors> {
  const { hasFactor, provenAt } = await proofOf(tx, who);
  const provenUntil = hasFactor && provenAt !== null ? new Date(provenAt + PROOF_LASTS_MS).toISOString() : null;
  return { ...(await factorsOf(tx, who.userId, deviceHashOf(device))), required: needSecondFactor.includes(who.role), provenUntil };
}

export async function listFactors(deps: IdentityDeps, call: Call<typeof identity.factors>): Promise<Reply<typeof identity.factors>> {
  return ok(await transaction(deps.db, SYSTEM, (tx) => shownFactors(tx, deps, call), { readOnly: true }));
}
