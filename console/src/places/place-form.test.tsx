// @vitest-environment happy-dom
import { places, type Place } from "@amaliyat/contract/places";
import { cleanup } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { PlaceForm } from "./place-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const place: Place = {
  ...places.create.reply.parse(smallest(places.create.reply)),
  state: "open",
  version: 1,
  names: { ar: "سوق", fr: "Souk", en: "Market" },
  aliases: [],
  reason: null,
};
const form = (change: Partial<Place>) => <PlaceForm place={{ ...place, ...change }} onSaved={() => undefined} />;
const MOVED = { lat: 31.99, lon: 5.39 };

it("keeps the Arabic name and the point that a colleague wrote while the French name was typed here", async () => {
  const here = await openForm(form({}));
  here.type("Souk", "Souk neuf");
  here.arrives(form({ version: 2, names: { ...place.names, ar: "سوق التمور" }, point: MOVED }));
  expect(await here.send()).toMatchObject({ version: 2, names: { ar: "سوق التمور", fr: "Souk neuf", en: "Market" }, point: MOVED });
});

it("asks for a name that both changed before it is sent", async () => {
  const here = await openForm(form({}));
  here.type("Souk", "Souk neuf");
  here.arrives(form({ version: 2, names: { ...place.names, fr: "Grand souk" } }));
  expect(here.disputed()).toEqual([["Name in French", "Grand souk", "Souk neuf"]]);
  expect(here.submit()).toBe(false);
  here.choose("Name in French", "Keep mine");
  expect(await here.send()).toMatchObject({ version: 2, names: { fr: "Souk neuf" } });
});
