import { expect, it } from "vitest";
import type { Answer } from "../api/answer.ts";
import { untilAnswered } from "./urgent.ts";

const OK: Answer<string> = { kind: "ok", value: "there" };

/** Answers of a room, one for each attempt; "hangs" never comes. The pauses take no time. */
function roomOf(answers: readonly (Answer<string> | "hangs" | "throws")[], limit = 50) {
  let sent = 0;
  return {
    sent: () => sent,
    send: async (): Promise<Answer<string>> => {
      const answer = answers[Math.min(sent++, answers.length - 1)] ?? "hangs";
      if (answer === "throws") throw new TypeError("no link");
      return answer === "hangs" ? new Promise(() => undefined) : answer;
    },
    rest: () => new Promise<void>((resolve) => setImmediate(resolve)),
    isWanted: () => sent < limit,
  };
}

it("sends at once, before anything else has had its turn", () => {
  const room = roomOf(["hangs"]);
  void untilAnswered(room);
  expect(room.sent()).toBe(1);
});

it.each([
  ["lost", [{ kind: "lost" }, { kind: "lost" }, OK]],
  ["without an answer", ["hangs", "hangs", "hangs", OK]],
  ["refused for now", [{ kind: "failed", text: null, seconds: 900 }, OK]],
  ["broken", ["throws", OK]],
] as const)("goes on where an attempt is %s, and waits for none", async (_, answers) => {
  const room = roomOf(answers);
  expect(await untilAnswered(room)).toEqual(OK);
  expect(room.sent()).toBe(answers.length);
});

it("ends with the room's own no, and where nobody wants it any more", async () => {
  const no: Answer<string> = { kind: "refused", code: "x", text: { ar: "لا", fr: "non", en: "no" } };
  expect(await untilAnswered(roomOf([no]))).toEqual(no);
  expect(await untilAnswered(roomOf(["throws"], 3))).toBeNull();
});

it("leaves connections free where all attempts hang: the oldest has its time, and of the others the newest two", async () => {
  const signals: AbortSignal[] = [];
  void untilAnswered<string>({
    send: (signal) => (signals.push(signal), new Promise((resolve) => (signal.onabort = () => resolve({ kind: "lost" })))),
    rest: () => new Promise<void>((resolve) => setImmediate(resolve)),
    isWanted: () => signals.length < 20,
  });
  while (signals.length < 20) await new Promise((resolve) => setImmediate(resolve));
  expect(signals.flatMap(({ aborted }, nth) => (aborted ? [] : [nth]))).toEqual([0, 18, 19]);
});
