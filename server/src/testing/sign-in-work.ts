import { isWorkDone } from "@amaliyat/domain/identity";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { createHash } from "node:crypto";

/** Does the work that a refused sign-in asks for. */
export async function workFor(refused: Result<unknown, Problem>): Promise<{ task: string; nonce: string }> {
  if (refused.ok) throw new Error("nothing was refused");
  if (refused.error.code !== "session.work_needed") throw new Error(`no work was asked for: ${refused.error.code}`);
  const { task, bits } = refused.error.params ?? {};
  for (let nonce = 0; ; nonce++)
    if (isWorkDone(createHash("sha256").update(`${task}:${nonce}`).digest(), Number(bits)))
      return { task: String(task), nonce: String(nonce) };
}
