import type { AlertInForce } from "@amaliyat/contract/alerts";
import { ask } from "../api/ask.ts";

/** The alerts in force; none where the room could not be asked. */
export async function readAlerts(): Promise<readonly AlertInForce[]> {
  const answer = await ask("inForce", {});
  return answer.kind === "ok" ? answer.value.alerts : [];
}
