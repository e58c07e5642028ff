// @vitest-environment happy-dom
import { shifts, type Shift } from "@amaliyat/contract/shifts";
import { cleanup } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../../lists/testing/open-form.tsx";
import { smallest } from "../../shell/screens/smallest.ts";
import { ShiftForm } from "./shift-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const small = shifts.plan.reply.parse(smallest(shifts.plan.reply));
const shift: Shift = {
  ...small,
  kind: "planned",
  version: 1,
  sectorId: "SU1",
  name: "Night",
  from: "2026-12-02T20:00:00.000Z",
  to: "2026-12-03T04:00:00.000Z",
};
const form = (change: Partial<Shift>) => <ShiftForm shift={{ ...shift, ...change }} onDone={() => undefined} />;
const chief = { userId: "33333333-3333-4333-8333-333333333333", name: "نور قاسمي" };
const TO = "2026-12-03T08:00:00.000Z";

it("keeps chief and end that a colleague set while the name was typed here", async () => {
  const here = await openForm(form({}));
  here.type("Night", "Night A");
  here.arrives(form({ version: 2, to: TO, chief }));
  expect(await here.send()).toMatchObject({ version: 2, name: "Night A", to: TO, chiefId: chief.userId });
});

it("asks for a name that both changed before it is sent", async () => {
  const here = await openForm(form({}));
  here.type("Night", "Night A");
  here.arrives(form({ version: 2, name: "Night B" }));
  expect(here.disputed()).toEqual([["Name", "Night B", "Night A"]]);
  expect(here.submit()).toBe(false);
  here.choose("Name", "Keep mine");
  expect(await here.send()).toMatchObject({ version: 2, name: "Night A" });
});
