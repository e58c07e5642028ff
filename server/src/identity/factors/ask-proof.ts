import type { ErrorCode } from "@amaliyat/contract/errors";
import { needsProof } from "@amaliyat/domain/identity";
import type { Refusal } from "@amaliyat/domain/kernel";
import type { Tx } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { proofOf } from "../rows/factors-queries.ts";

/** Why a change of one's own factors waits: the person has a second factor that this session did not show lately. Asked after the password. */
export async function lackOfProof(tx: Tx, { who, at }: { readonly who: Caller; readonly at: number }): Promise<Refusal<ErrorCode> | null> {
  return needsProof(await proofOf(tx, who), at) ? { code: "session.proof_needed" } : null;
}
