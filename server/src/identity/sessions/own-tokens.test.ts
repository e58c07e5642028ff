import { isWorkDone } from "@amaliyat/domain/identity";
import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { vaultWith } from "../../platform/vault.ts";
import { WorkTasks } from "../door/work-tasks.ts";
import { makeChallenge, readChallenge } from "../factors/challenges.ts";

const [ours, theirs] = [vaultWith(Buffer.alloc(32, 1)), vaultWith(Buffer.alloc(32, 2))];
const AT = Date.UTC(2026, 0, 1);
const FOR = { use: "sign-in", by: "a browser" } as const;
const TRY = { username: "operator", network: "198.51.100.0/24" } as const;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

it("a challenge is known by the key of our vault alone, whatever it says of itself", () => {
  const challenge = makeChallenge(ours, FOR, AT);
  expect(readChallenge(ours, text(challenge), FOR, AT)).not.toBeNull();
  expect(readChallenge(theirs, text(challenge), FOR, AT)).toBeNull();
  expect(readChallenge(ours, text(makeChallenge(theirs, FOR, AT)), FOR, AT)).toBeNull();
  for (let at = 0; at < challenge.length; at++) {
    const changed = challenge.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(readChallenge(ours, text(changed), FOR, AT), `byte ${at}`).toBeNull();
  }
  // No mark at all, and the mark of a hash without a key.
  const head = challenge.slice(0, 22);
  expect(readChallenge(ours, text(head), FOR, AT)).toBeNull();
  const unkeyed = createHmac("sha256", "")
    .update(JSON.stringify([text(head), FOR.by]))
    .digest()
    .subarray(0, 16);
  expect(readChallenge(ours, text(Buffer.concat([head, unkeyed])), FOR, AT)).toBeNull();
});

/** The answer to a task of few bits, and how much of it a keeper takes. */
function taken(task: string, by: typeof ours): number {
  const bits = Number(task.split(".")[1]);
  const isDone = (nonce: number): boolean => isWorkDone(createHash("sha256").update(`${task}:${nonce}`).digest(), bits);
  let nonce = 0;
  while (!isDone(nonce)) nonce += 1;
  return new WorkTasks(by).consume({ task, nonce: String(nonce) }, TRY, AT);
}

it("a task is known by the key of our vault alone, whatever it says of itself", () => {
  const task = new WorkTasks(ours).make(TRY, 4, AT);
  expect(taken(task, ours)).toBe(4);
  expect(taken(task, theirs)).toBe(0);
  expect(taken(new WorkTasks(theirs).make(TRY, 4, AT), ours)).toBe(0);
  const [end = "", bits = "", chance = "", mark = ""] = task.split(".");
  for (const changed of [
    [`${end}0`, bits, chance, mark],
    [end, "5", chance, mark],
    [end, bits, `${chance}A`, mark],
    [end, bits, chance, ""],
    [end, bits, chance, createHash("sha256").update(`${end}.${bits}.${chance}`).digest().subarray(0, 16).toString("base64url")],
  ])
    expect(taken(changed.join("."), ours), changed.join(".")).toBe(0);
});
