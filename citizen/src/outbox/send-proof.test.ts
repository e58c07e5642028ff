import { expect, it, vi } from "vitest";
import type { Ask } from "../api/ask.ts";
import { prove } from "../proof/prove.ts";
import { itemOf } from "./item.ts";
import { sendItem, type Ways } from "./send-item.ts";

const text = { ar: "لا", fr: "non", en: "no" };
const ways = (ask: (name: string, given: unknown) => unknown): Ways => ({
  ask: ((name: string, given: unknown) => Promise.resolve(ask(name, given))) as unknown as Ask,
  prove: ({ task }) => Promise.resolve({ task, nonce: "n" }),
  sendFile: () => Promise.reject(new Error("no file")),
});
const item = itemOf("C", 0, { kind: "prove" });

it("does the work of danger for a task of that use, and is done once the room has it", async () => {
  const ask = vi.fn((name: string, _given: unknown) => ({
    kind: "ok",
    value: name === "task" ? { task: "t", bits: 1 } : { reference: "R" },
  }));
  expect(await sendItem(ways(ask), item)).toEqual({ kind: "ok", value: { reference: "R" } });
  expect(ask.mock.calls).toEqual([
    ["task", { query: { use: "danger" } }],
    ["prove", { body: { code: "C", proof: { task: "t", nonce: "n" } } }],
  ]);
});

it("is let be where the room does not want it, and tried again where the link was lost", async () => {
  const refused = { kind: "refused", code: "report.unknown_code", text };
  expect(
    await sendItem(
      ways((name) => (name === "task" ? { kind: "ok", value: { task: "t", bits: 1 } } : refused)),
      item,
    ),
  ).toEqual({ kind: "ok", value: null });
  expect(
    await sendItem(
      ways(() => ({ kind: "lost" })),
      item,
    ),
  ).toEqual({ kind: "lost" });
});

it.each([{}, { task: "t", bits: 60 }, { task: "t", bits: "x" }])(
  "is tried again where something other than the room gives a task: %j",
  async (value) => {
    const answers = { ...ways(() => ({ kind: "ok", value })), prove };
    expect(await sendItem(answers, item)).toEqual({ kind: "lost" });
  },
);
