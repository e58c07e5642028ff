// @vitest-environment happy-dom
import { cameras, type Site } from "@amaliyat/contract/cameras";
import { cleanup } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../../lists/testing/open-form.tsx";
import { smallest } from "../../shell/screens/smallest.ts";
import { SiteForm } from "./site-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const site: Site = {
  ...cameras.createSite.reply.parse(smallest(cameras.createSite.reply)),
  names: { ar: "السوق", fr: "Marché", en: "Market" },
};
const form = (change: Partial<Site["names"]>) => (
  <SiteForm site={{ ...site, names: { ...site.names, ...change } }} onClose={() => undefined} />
);

it("names the field that a colleague changed too, with both values, and is sent once a person has chosen", async () => {
  const here = await openForm(form({}), "technician");
  here.type("Marché", "Souk");
  here.arrives(form({ fr: "Grand marché", en: "Great market" }));
  expect(here.disputed()).toEqual([["Français", "Grand marché", "Souk"]]);
  expect(here.values()).toContain("Great market");
  expect(here.submit()).toBe(false);
  here.choose("Français", "Keep mine");
  expect(here.disputed()).toEqual([]);
  expect(await here.send()).toEqual({ names: { fr: "Souk" } });
});
