// @vitest-environment happy-dom
import { places, type Hazard } from "@amaliyat/contract/places";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { HazardForm } from "./hazard-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const hazard: Hazard = {
  ...places.writeHazard.reply.parse(smallest(places.writeHazard.reply)),
  state: "proposed",
  version: 1,
  kind: "dog",
  words: "كلب شرس",
  certainty: "fact",
  source: "patrol",
  area: { kind: "radius", metres: 50 },
  from: inDays(-1),
  until: inDays(20),
  reviewAt: inDays(10),
};
const form = (change: Partial<Hazard>) => (
  <HazardForm hazard={{ ...hazard, ...change }} onSaved={() => undefined} onNew={() => undefined} />
);
const radius = (metres: number) => ({ kind: "radius" as const, metres });

it("keeps kind, certainty and radius that a colleague wrote while the words were typed here", async () => {
  const here = await openForm(form({}));
  here.type("كلب شرس", "كلب شرس وكبير");
  here.arrives(form({ version: 2, kind: "weapon", certainty: "assessment", area: radius(400) }));
  expect(await here.send()).toMatchObject({
    version: 2,
    words: "كلب شرس وكبير",
    kind: "weapon",
    certainty: "assessment",
    area: radius(400),
  });
});

it("asks for an area that both changed, though one changed its radius and the other made it an address", async () => {
  const here = await openForm(form({}));
  here.type("50", "80");
  here.arrives(form({ version: 2, area: { kind: "address", address: "نهج 4" } }));
  expect(here.disputed()).toEqual([["Where it holds", "نهج 4", "80\u00a0m"]]);
  expect(here.submit()).toBe(false);
  here.choose("Where it holds", "Take their value");
  here.type("كلب شرس", "كلب شرس وكبير");
  expect(await here.send()).toMatchObject({ version: 2, area: { kind: "address", address: "نهج 4" } });
});

it("keeps what is typed over the same field while it is being sent", async () => {
  const here = await openForm(form({}));
  here.type("كلب شرس", "كلب شرس وكبير");
  await here.sendWhile(() => here.type("كلب شرس وكبير", "كلب شرس وكبير، وصاحبه مسلح"));
  expect(here.disputed()).toEqual([]);
  here.arrives(form({ version: 2, words: "كلب شرس وكبير" }));
  expect([here.values().includes("كلب شرس وكبير، وصاحبه مسلح"), here.disputed()]).toEqual([true, []]);
});

it("keeps what is typed if a colleague ends the hazard, and says so, until it is discarded", async () => {
  const here = await openForm(form({}));
  here.type("كلب شرس", "كلب شرس، وفي القبو سلاح");
  here.arrives(form({ version: 2, state: "ended" }));
  expect(screen.getByText("This hazard was ended meanwhile. What you typed is not in it.")).toBeDefined();
  expect([here.values().includes("كلب شرس، وفي القبو سلاح"), here.submit(), here.sent]).toEqual([true, false, []]);
  fireEvent.click(screen.getByRole("button", { name: "New from these words" }));
  expect(document.querySelector("form")).toBeNull();
  cleanup();
  const next = await openForm(<HazardForm hazard={null} onSaved={() => undefined} onNew={() => undefined} />);
  expect(next.values()).toContain("كلب شرس، وفي القبو سلاح");
});
