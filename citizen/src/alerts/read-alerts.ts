import type { ReplyOf } from "@amaliyat/contract/route";
import { ask } from "../api/ask.ts";
import type { Routes } from "../api/paths.ts";

export type InForce = ReplyOf<Routes["inForce"]>;

/** The alerts in force and the key for push; null where the room could not be asked. */
export async function readAlerts(): Promise<InForce | null> {
  const answer = await ask("inForce", {});
  return answer.kind === "ok" ? answer.value : null;
}
