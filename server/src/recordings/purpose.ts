import type { ErrorCode } from "@amaliyat/contract/errors";
import { inheritedPurpose, type Purpose } from "@amaliyat/domain/cameras";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Tx } from "../platform/database/index.ts";
import { workItem } from "./recordings-queries.ts";

export type Reason = { readonly purpose: Purpose; readonly workItem: string | null };

/** A closed intervention explains a replay for this long: what was done is looked at again, and reopened. */
const REPLAYED_AFTER_MS = 30 * 86_400_000;

type Work = NonNullable<Awaited<ReturnType<typeof workItem>>>;

/** True if an intervention is work: an open one, or for a replay one that was closed lately. History that was imported never is. */
function explains(work: Work, use: "live" | "replay", at: number): boolean {
  if (work.imported) return false;
  if (work.kind === "open") return true;
  return use === "replay" && work.kind === "closed" && work.ended !== null && at - work.ended.getTime() <= REPLAYED_AFTER_MS;
}

/**
 * Why somebody looks at a camera: what was picked, else what follows from the intervention. Refused without either, for an intervention
 * that is no work any more, and where the camera does not serve the purpose.
 */
export async function reasonFor(
  tx: Tx,
  asked: { readonly purpose?: Purpose | undefined; readonly interventionId?: string | undefined },
  serves: readonly Purpose[],
  { use, at }: { readonly use: "live" | "replay"; readonly at: number },
): Promise<Result<Reason, Refusal<ErrorCode>>> {
  const work = asked.interventionId === undefined ? null : await workItem(tx, asked.interventionId);
  if (asked.interventionId !== undefined && work === null) return refuse({ code: "object.not_found" });
  if (work !== null && !explains(work, use, at)) return refuse({ code: "purpose.not_a_work_item", params: { reference: work.reference } });
  const inherited = work === null ? null : inheritedPurpose(work.category);
  const purpose = asked.purpose ?? (inherited !== null && serves.includes(inherited) ? inherited : undefined);
  if (!purpose) return refuse({ code: "purpose.missing" });
  if (!serves.includes(purpose)) return refuse({ code: "purpose.not_allowed" });
  return ok({ purpose, workItem: work?.reference ?? null });
}
