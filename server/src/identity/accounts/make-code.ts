import type { WholeCode } from "@amaliyat/contract/identity";
import { CODE_HALF_LENGTH, CODE_LETTERS, CODE_VALID_MS, spellHalf } from "@amaliyat/domain/identity";
import { randomInt } from "node:crypto";
import type { Door } from "../door/door.ts";

/** Half a code as one person is shown it, and what is kept of it. */
export type Half = { readonly spelled: string; readonly hash: string };

const plain = (): string => Array.from({ length: CODE_HALF_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)] ?? "").join("");

/** A new half. */
export function makeHalf({ markOfHalf }: Pick<Door, "markOfHalf">): Half {
  const half = plain();
  return { spelled: spellHalf(half), hash: markOfHalf(half) };
}

/** Both halves, where one person alone may hand the code over. */
export const makeBoth = (door: Pick<Door, "markOfHalf">): readonly [Half, Half] => [makeHalf(door), makeHalf(door)];

/** A code as it is shown once. */
export const shownCode = ([first, second]: readonly [Half, Half], at: number): WholeCode => ({
  first: first.spelled,
  second: second.spelled,
  expiresAt: new Date(at + CODE_VALID_MS).toISOString(),
});
