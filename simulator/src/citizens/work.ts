import { zeroBits } from "@amaliyat/domain/reports";
import { hash } from "node:crypto";
import { setImmediate as others } from "node:timers/promises";

/** Digests between two looks at what else there is to do: about 2 ms, so that cameras of the same program keep their beat. */
const AT_A_TIME = 1_000;

/** Does the work of a task for a report: the first number that makes the digest begin with so many zero bits. */
export async function work(
  { task, bits }: { readonly task: string; readonly bits: number },
  code: string,
): Promise<{ task: string; nonce: string }> {
  for (let n = 0; ; n++) {
    const nonce = n.toString(36);
    if (zeroBits(hash("sha256", `${task}:${code}:${nonce}`, "buffer")) >= bits) return { task, nonce };
    if (n % AT_A_TIME === AT_A_TIME - 1) await others();
  }
}
