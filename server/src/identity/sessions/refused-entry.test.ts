import { identity } from "@amaliyat/contract/identity";
import { CODE_WRONG_ALLOWED } from "@amaliyat/domain/identity";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { signedIn, testClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const useCode = (username: string, first: string, second: string): Promise<string> =>
  testClient(room.url).code(identity.useCode, { body: { username, first, second } });
const WRONG = "AAAAA-AAAAA";

/** A new code of the analyst, whom one administrator may give one. */
async function newCode(): Promise<{ first: string; second: string }> {
  const administrator = await room.as("administrator");
  const userId = (await administrator.must(identity.users, {})).find(({ username }) => username === "analyst")?.userId ?? "";
  const made = await administrator.must(identity.issueCode, { params: { userId } });
  if (made.kind !== "made") throw new Error("an analyst is given a code by one person");
  return made.code;
}

it("strangers who guess at a code, however often and many at once, neither burn it nor stand before whoever holds it", async () => {
  const { first, second } = await newCode();
  const guesses = Array.from({ length: 2 * CODE_WRONG_ALLOWED }, () => useCode("analyst", WRONG, WRONG));
  expect(await useCode("analyst", first, second)).toBe("ok");
  expect(new Set(await Promise.all(guesses))).toEqual(new Set(["code.wrong"]));
});

it("whoever holds one half and guesses at the other burns the code", async () => {
  const { first, second } = await newCode();
  for (let n = 0; n < CODE_WRONG_ALLOWED; n++) expect(await useCode("analyst", first, WRONG)).toBe("code.wrong");
  expect(await useCode("analyst", first, second)).toBe("code.wrong");
});

it("refusals of strangers make few entries, which count all of them, and hold no name that nobody has", async () => {
  const before = (await logEntries(room)).length;
  await Promise.all(Array.from({ length: 200 }, (_, n) => useCode(n % 2 === 0 ? "supervisor" : "three-camels-drink", WRONG, WRONG)));
  const body = { secret: "x", username: "abc", name: "ا", badge: "9", language: "ar", password: PASSWORD } as const;
  await Promise.all(
    Array.from({ length: 30 }, () =>
      testClient(room.url).code(identity.begin, { body: { ...body, auditor: { username: "bcd", name: "ب", badge: "8" } } }),
    ),
  );
  const made = (await logEntries(room)).slice(before).filter(({ outcome }) => outcome === "refused");
  expect(made.length).toBeLessThanOrEqual(31);
  expect(JSON.stringify(made)).not.toContain("three-camels-drink");
  expect(await signedIn(room.url, "supervisor", PASSWORD).then(() => "in")).toBe("in");
});
