import { identity, type Session } from "@amaliyat/contract/identity";
import type { BodyOf, Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { doWork } from "@amaliyat/ui/proof";
import { ask } from "../../api/index.ts";

/** Tries with work: the room's demand may have grown meanwhile. */
const MOST_TRIES = 3;

/** Signs in by password, and does the work that the room asks for after many wrong tries of strangers. */
export async function signInWith(body: Omit<BodyOf<typeof identity.signIn>, "work">): Promise<Result<Session, Problem>> {
  let answer = await ask(identity.signIn, { body });
  for (let tried = 0; tried < MOST_TRIES && !answer.ok && answer.error.code === "session.work_needed"; tried++) {
    const { task, bits } = answer.error.params ?? {};
    const nonce = await doWork(String(task), Number(bits));
    answer = await ask(identity.signIn, { body: { ...body, work: { task: String(task), nonce } } });
  }
  return answer;
}
