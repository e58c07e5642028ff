import { identity, type Session } from "@amaliyat/contract/identity";
import { call, type Problem, type Send } from "@amaliyat/contract/route";
import { isWorkDone } from "@amaliyat/domain/identity";
import type { Result } from "@amaliyat/domain/kernel";
import { createHash } from "node:crypto";

/** Tries with work: what the room asks for may have grown while it was done. */
const MOST_TRIES = 3;

/** A program's way to the room at `base`: `fetch`, with its cookies, the session and the device, each under its name. */
export function sendTo(base: string): Send {
  const cookies = new Map<string, string>();
  return async (path, init) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(init.headers as Record<string, string> | undefined), ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(new URL(path, base), { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

/** Finds a number that makes the digest of the task begin with so many zero bits; the most that is asked for takes half a second. */
function doWork(task: string, bits: number): string {
  for (let nonce = 0; ; nonce++) if (isWorkDone(createHash("sha256").update(`${task}:${nonce}`).digest(), bits)) return String(nonce);
}

export type Credentials = {
  readonly username: string;
  readonly password: string;
  /** Of the person's telephone, or a recovery code. */
  readonly code: string | undefined;
  /** Asks for a code where the room wants one and none was given; null where there is nobody to ask. */
  readonly askCode: (() => Promise<string>) | null;
};

/** Signs in by password, with a code where the person has codes, and does the work that the room asks for after many wrong tries. */
export async function signInTo(send: Send, { askCode, ...given }: Credentials): Promise<Result<Session, Problem>> {
  let { code } = given;
  const attempt = (work?: { task: string; nonce: string }) =>
    call(send, identity.signIn, {
      body: { username: given.username, password: given.password, ...(code === undefined ? {} : { code }), ...(work ? { work } : {}) },
    });
  const attemptWithWork = async (): Promise<Result<Session, Problem>> => {
    let answer = await attempt();
    for (let tried = 0; tried < MOST_TRIES && !answer.ok && answer.error.code === "session.work_needed"; tried++) {
      const { task, bits } = answer.error.params ?? {};
      answer = await attempt({ task: String(task), nonce: doWork(String(task), Number(bits)) });
    }
    return answer;
  };
  const answer = await attemptWithWork();
  if (answer.ok || answer.error.code !== "session.code_needed" || code !== undefined || askCode === null) return answer;
  code = await askCode();
  return attemptWithWork();
}

/** Signs out; that the session may be gone already is no matter. */
export async function signOutOf(send: Send): Promise<void> {
  await call(send, identity.signOut, {});
}
