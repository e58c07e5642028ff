// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import type { Site } from "@amaliyat/contract/cameras";
import type { Point } from "@amaliyat/domain/kernel";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { roomInfo, siteList } from "../../../facts/index.ts";
import { theRoom } from "@amaliyat/contract/room";
import { SessionContext } from "../../../session/session-context.ts";
import { smallest } from "../../../shell/screens/smallest.ts";
import ar from "../../locales/ar.json" with { type: "json" };
import type { Aim } from "./aim.ts";
import { AimMap } from "./aim-map.tsx";

const PLACE = { lat: 31.95, lon: 5.33 };
const SITE: Site = {
  siteId: "one",
  code: "S-01",
  names: { ar: "السوق", fr: "Souk", en: "Market" },
  place: PLACE,
  sectorId: "SU1",
  phase: null,
};

type Held = { readonly aim: Aim; readonly siteId: string | null; readonly newPlace: Point | null };
let held: Held;

function Aimed({ from, mayMake }: { readonly from: Held; readonly mayMake: boolean }): ReactNode {
  const [now, setNow] = useState(from);
  const hold = (change: Partial<Held>): void => {
    held = { ...now, ...change };
    setNow(held);
  };
  return (
    <AimMap
      {...now}
      onAim={(aim) => hold({ aim })}
      onSite={(siteId) => hold({ siteId, newPlace: null })}
      onNewPlace={mayMake ? (newPlace) => hold({ siteId: null, newPlace }) : null}
    />
  );
}

async function show(from: Held, mayMake = true): Promise<void> {
  held = from;
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  const client = new QueryClient();
  client.setQueryData(siteList.queryKey, [SITE]);
  client.setQueryData(roomInfo.queryKey, { ...theRoom.room.reply.parse(smallest(theRoom.room.reply)), center: PLACE, zoom: 15 });
  const session = identity.me.reply.parse(smallest(identity.me.reply));
  render(
    <I18nextProvider i18n={createI18n({ ar: { map: ar }, fr: {}, en: {} }, "ar")}>
      <QueryClientProvider client={client}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
          <Aimed from={from} mayMake={mayMake} />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  await screen.findByRole("button", { name: ar.closer });
}

const slider = (part: "bearing" | "angle" | "rangeM"): HTMLElement => screen.getByRole("slider", { name: ar.placing[part] });

beforeAll(() => import("../placing-map.tsx"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("turns, opens and lengthens its view by keys, and tells each value", async () => {
  await show({ aim: { bearing: 0, angle: 70, rangeM: 80 }, siteId: "one", newPlace: null });
  fireEvent.keyDown(slider("bearing"), { key: "ArrowLeft" });
  fireEvent.keyDown(slider("angle"), { key: "ArrowUp", shiftKey: true });
  fireEvent.keyDown(slider("rangeM"), { key: "PageUp" });
  expect(held.aim).toEqual({ bearing: 355, angle: 71, rangeM: 130 });
  expect(slider("bearing").getAttribute("aria-valuetext")).toBe("355°");
  expect(slider("rangeM").getAttribute("aria-valuenow")).toBe("130");
});

it("has no direction at first, and gets one by the first key", async () => {
  await show({ aim: { bearing: null, angle: 70, rangeM: 80 }, siteId: "one", newPlace: null });
  expect(slider("bearing").getAttribute("aria-valuetext")).toBe(ar.placing.not_set);
  expect(screen.getAllByRole("slider")).toHaveLength(1);
  fireEvent.keyDown(slider("bearing"), { key: "ArrowRight" });
  expect(held.aim.bearing).toBe(5);
  expect(screen.getAllByRole("slider")).toHaveLength(3);
});

it("takes the site that is pressed", async () => {
  await show({ aim: { bearing: null, angle: 70, rangeM: 80 }, siteId: null, newPlace: null }, false);
  expect(screen.queryByRole("button", { name: ar.placing.camera_in_middle })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "S-01 · السوق" }));
  expect(held.siteId).toBe("one");
});

it("stands in a new place where sites may be made, and is moved there by keys", async () => {
  await show({ aim: { bearing: null, angle: 70, rangeM: 80 }, siteId: null, newPlace: null });
  fireEvent.click(screen.getByRole("button", { name: ar.placing.camera_in_middle }));
  expect(held.newPlace).toEqual(PLACE);
  fireEvent.keyDown(screen.getByRole("button", { name: ar.placing.new_site }), { key: "ArrowUp" });
  expect(held.newPlace?.lat).toBeGreaterThan(PLACE.lat);
});

it("takes a drag back by Escape: a direction that was not set, and a place", async () => {
  const from = { aim: { bearing: null, angle: 70, rangeM: 80 }, siteId: null, newPlace: PLACE };
  await show(from);
  for (const handle of [() => slider("bearing"), () => screen.getByRole("button", { name: ar.placing.new_site })]) {
    fireEvent.pointerDown(handle(), { button: 0, clientX: 0, clientY: 0 });
    fireEvent.pointerMove(handle(), { clientX: 40, clientY: 10 });
    fireEvent.pointerMove(handle(), { clientX: 60, clientY: 20 });
    expect(held).not.toEqual(from);
    fireEvent.keyDown(handle(), { key: "Escape" });
    expect(held).toEqual(from);
  }
});
