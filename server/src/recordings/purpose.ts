import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Purpose } from "@amaliyat/domain/cameras";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Tx } from "../platform/database/index.ts";
import { workItem } from "./recordings-queries.ts";

/** The purpose that looking at the scene of an intervention serves, by its category; nothing is asked of whoever works on it. */
const INHERITED: Readonly<Record<string, Purpose>> = {
  TRF: "road_traffic",
  ACC: "road_traffic",
  SUS: "crime_prevention",
  DRG: "crime_prevention",
  VTH: "crime_prevention",
  THF: "crime_prevention",
  PRK: "public_order",
  OTH: "protection",
};

export type Reason = { readonly purpose: Purpose; readonly workItem: string | null };

/**
 * Why somebody looks at a camera: what was picked, else what follows from the intervention. Refused without either, and where
 * the camera does not serve the purpose; of an intervention's camera that serves another purpose, its own first one is taken.
 */
export async function reasonFor(
  tx: Tx,
  asked: { readonly purpose?: Purpose | undefined; readonly interventionId?: string | undefined },
  serves: readonly Purpose[],
): Promise<Result<Reason, Refusal<ErrorCode>>> {
  const work = asked.interventionId === undefined ? null : await workItem(tx, asked.interventionId);
  if (asked.interventionId !== undefined && work === null) return refuse({ code: "object.not_found" });
  const inherited = work === null ? undefined : INHERITED[work.category];
  const purpose = asked.purpose ?? (inherited !== undefined && serves.includes(inherited) ? inherited : work && serves[0]);
  if (!purpose) return refuse({ code: "purpose.missing" });
  if (!serves.includes(purpose)) return refuse({ code: "purpose.not_allowed" });
  return ok({ purpose, workItem: work?.reference ?? null });
}
