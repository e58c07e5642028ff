// @vitest-environment happy-dom
import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { cleanup } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../../lists/testing/open-form.tsx";
import { smallest } from "../../shell/screens/smallest.ts";
import { EditUnit } from "./edit-unit.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const unit: Unit = {
  ...dispatch.createUnit.reply.parse(smallest(dispatch.createUnit.reply)),
  code: "D1",
  sectorId: "SU1",
  kind: "car",
  vehicle: "17-01",
  radio: "R1",
  crew: ["A"],
};
const form = (change: Partial<Unit>) => <EditUnit unit={{ ...unit, ...change }} />;

it("sends what was typed here alone, and neither vehicle nor crew that a colleague changed meanwhile", async () => {
  const here = await openForm(form({}));
  here.type("R1", "R2");
  here.arrives(form({ vehicle: "17-99", crew: ["B", "C"] }));
  expect(here.values()).toEqual(expect.arrayContaining(["17-99", "B\nC"]));
  expect(await here.send()).toEqual({ radio: "R2" });
});

it("asks for a crew that both changed before it is sent", async () => {
  const here = await openForm(form({}));
  here.type("A", "A\nB");
  here.arrives(form({ crew: ["A", "C"] }));
  expect(here.disputed()).toEqual([["Crew", "A\nC", "A\nB"]]);
  expect(here.submit()).toBe(false);
  here.choose("Crew", "Keep mine");
  expect(await here.send()).toEqual({ crew: ["A", "B"] });
});
