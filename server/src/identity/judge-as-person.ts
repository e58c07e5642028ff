import type { Refusal, Result } from "@amaliyat/domain/kernel";
import type { Tx } from "../platform/database/index.ts";
import { otherAccounts } from "./rows/identity-queries.ts";

const SAME_PERSON = ".same_person";

/**
 * Judges an act that may take two persons. Two accounts of one badge are one person (0032): what a rule refuses to any account of the
 * actor because it is the same person's, it refuses to the actor. `judge` is a pure rule that is given the account that acts.
 */
export async function judgeAsPerson<T, R extends Refusal>(
  tx: Tx,
  userId: string,
  judge: (by: string) => Result<T, R>,
): Promise<Result<T, R>> {
  const judged = judge(userId);
  if (!judged.ok) return judged;
  for (const account of await otherAccounts(tx, userId)) {
    const asOther = judge(account);
    if (!asOther.ok && asOther.error.code.endsWith(SAME_PERSON)) return asOther;
  }
  return judged;
}
