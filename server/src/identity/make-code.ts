import type { WholeCode } from "@amaliyat/contract/identity";
import { CODE_HALF_LENGTH, CODE_LETTERS, CODE_VALID_MS, spellHalf } from "@amaliyat/domain/identity";
import { ok, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomInt } from "node:crypto";
import type { Door } from "./door/door.ts";
import { hashPassword } from "./password-hash.ts";

/** Half a code as one person is shown it, and what is kept of it. */
export type Half = { readonly spelled: string; readonly hash: string };

const plain = (): string => Array.from({ length: CODE_HALF_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)] ?? "").join("");

/** A new half; hashed as slowly as a password, when its turn comes. */
export async function makeHalf(door: Pick<Door, "hashing">, address: string): Promise<Result<Half, Refusal<"request.too_many">>> {
  const half = plain();
  const hashed = await door.hashing.take(address, () => hashPassword(half));
  return hashed.ok ? ok({ spelled: spellHalf(half), hash: hashed.value }) : hashed;
}

/** Both halves, where one person alone may hand the code over. */
export async function makeBoth(
  door: Pick<Door, "hashing">,
  address: string,
): Promise<Result<readonly [Half, Half], Refusal<"request.too_many">>> {
  const first = await makeHalf(door, address);
  if (!first.ok) return first;
  const second = await makeHalf(door, address);
  return second.ok ? ok([first.value, second.value]) : second;
}

/** A code as it is shown once. */
export const shownCode = ([first, second]: readonly [Half, Half], at: number): WholeCode => ({
  first: first.spelled,
  second: second.spelled,
  expiresAt: new Date(at + CODE_VALID_MS).toISOString(),
});
