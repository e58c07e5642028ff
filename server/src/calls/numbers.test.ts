import { calls } from "@amaliyat/contract/calls";
import { firstSettings, plainNumber } from "@amaliyat/domain/calls";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk, until } from "../testing/calls-desk.ts";
import type { TestClient } from "../testing/test-client.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, inState } = desk;
let supervisor: TestClient;

beforeAll(async () => {
  ({ supervisor } = await desk.open(stack, {}));
});
afterAll(() => stack.disposeAsync());

it("no setting makes the room call a foreign number or one that costs more", async () => {
  const settings = structuredClone(firstSettings({ ar: "خط", fr: "Ligne", en: "Line" }, 4));
  const body = {
    ...settings,
    announcements: { ...settings.announcements },
    targets: [...settings.targets],
    hours: null,
    menu: null,
    version: 1,
  };
  const put = (to: string): Promise<string> =>
    supervisor.code(calls.putLine, { params: { number: "17" }, body: { ...body, overflow: { afterMs: 10_000, to } } });
  for (const to of ["0021612345678", "0890123456", "3033"]) expect(await put(to)).toBe("call.number_not_allowed");
});

it("a number that is withheld and asserted by the network is shown on 17 alone", async () => {
  for (const [dialled, shown] of [
    ["17", "0550777888"],
    ["1548", null],
  ] as const) {
    const callId = randomUUID();
    network.ringIn(callId, dialled, "+213550777888", Date.now(), null, true);
    const found = await until(async () => {
      const asked = await supervisor.ask(calls.card, { params: { callId } });
      return asked.ok && asked.value;
    });
    expect([found.line, found.number === null ? null : plainNumber(found.number), found.withheld]).toEqual([dialled, shown, true]);
    network.gone(callId, Date.now());
    await inState(callId, "ended");
  }
});
