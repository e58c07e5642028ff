import type { Text3 } from "@amaliyat/domain/kernel";
import { askAt } from "../api/ask.ts";

/** What the room says to everybody, while it is in force. */
export type PublicAlert = { readonly alertId: string; readonly title: Text3; readonly words: Text3; readonly until: string | null };

/** Where the room says it. */
const PATH = "/api/allo/alerts";

/** The alerts in force; none where the room has no such list, or could not be asked. */
export async function readAlerts(): Promise<readonly PublicAlert[]> {
  const answer = await askAt<readonly PublicAlert[]>("GET", PATH);
  return answer.kind === "ok" && Array.isArray(answer.value) ? answer.value : [];
}
