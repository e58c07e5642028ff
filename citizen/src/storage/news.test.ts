import type { Followed } from "@amaliyat/contract/reports";
import { expect, it } from "vitest";
import type { Mine } from "./kept.ts";
import { hasNews, mayChange, newsOf, toldOf } from "./news.ts";

const told = (part: Partial<Followed>): Followed => ({
  reference: "R-2026-000001",
  kind: "theft",
  sort: "information",
  danger: false,
  state: "waiting",
  steps: [{ step: "received", at: "2026-04-18T02:40:00.000Z" }],
  end: null,
  endWords: null,
  messages: [],
  asked: false,
  files: [],
  remains: null,
  mayAdd: true,
  mayWithdraw: true,
  keptUntil: "2027-04-18T02:40:00.000Z",
  ...part,
});
const mine: Mine = {
  id: "1",
  code: "0123-4567-89AB",
  kind: "theft",
  sort: "information",
  danger: false,
  at: 0,
  told: null,
  toldAt: 0,
  seen: 0,
  gone: false,
};
const at = "2026-04-18T02:41:00.000Z";

it("is news what the room did or said, and nothing that its author knows already", () => {
  expect(newsOf(told({}))).toBe(0);
  const words = { messageId: "m", at, words: "نعم", choices: [] };
  const later = told({
    steps: [
      { step: "received", at },
      { step: "read", at },
      { step: "ended", at: null },
    ],
    messages: [
      { ...words, from: "room" },
      { ...words, from: "citizen" },
    ],
  });
  expect(newsOf(later)).toBe(2);
  expect(hasNews(toldOf(mine, later, 1))).toBe(true);
  expect(hasNews({ ...toldOf(mine, later, 1), seen: 2 })).toBe(false);
});

it("asks no more for what is over, gone or taken back", () => {
  const now = Date.parse(at);
  const ended = told({ state: "closed", steps: [{ step: "ended", at }] });
  expect(mayChange(mine, now)).toBe(true);
  expect(mayChange({ ...mine, told: ended }, now + 86_400_000)).toBe(true);
  expect(mayChange({ ...mine, told: ended }, now + 4 * 86_400_000)).toBe(false);
  expect(mayChange({ ...mine, gone: true }, now)).toBe(false);
  expect(mayChange({ ...mine, told: told({ state: "withdrawn" }) }, now)).toBe(false);
});
