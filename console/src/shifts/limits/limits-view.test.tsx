// @vitest-environment happy-dom
import type { LimitSet } from "@amaliyat/contract/shifts";
import { DEFAULT_LIMITS, type Limits } from "@amaliyat/domain/shifts";
import { act, cleanup } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { limitsInForce } from "../../facts/index.ts";
import { openForm } from "../../lists/testing/open-form.tsx";
import { LimitsView } from "./limits-view.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const limits = (version: number, change: Partial<Limits>): LimitSet => ({
  version,
  values: { ...DEFAULT_LIMITS, "age.P1": 777, unit_silent: 888, camera_lost: 999, ...change },
  changedAt: null,
  changedBy: null,
});

async function openLimits() {
  const here = await openForm(null);
  const hold = (held: LimitSet) => act(() => void here.client.setQueryData(limitsInForce.queryKey, held));
  hold(limits(1, {}));
  here.arrives(<LimitsView />);
  return { ...here, hold };
}

it("keeps what is typed while a colleague saves another limit, and sends both", async () => {
  const here = await openLimits();
  here.type("777", "60");
  here.type("888", "90");
  here.hold(limits(2, { camera_lost: 45 }));
  await vi.waitFor(() => expect(here.values()).toContain("45"));
  expect(await here.send()).toEqual({ version: 2, values: { ...limits(2, { camera_lost: 45 }).values, "age.P1": 60, unit_silent: 90 } });
});

it("asks for a limit that both changed before it is sent", async () => {
  const here = await openLimits();
  here.type("777", "60");
  here.hold(limits(2, { "age.P1": 70 }));
  await vi.waitFor(() => expect(here.disputed()).toEqual([["Open for long, P1", "70", "60"]]));
  expect(here.submit()).toBe(false);
  here.choose("Open for long, P1", "Keep mine");
  expect(await here.send()).toMatchObject({ version: 2, values: { "age.P1": 60 } });
});
