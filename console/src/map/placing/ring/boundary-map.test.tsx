// @vitest-environment happy-dom
import { distanceM, type Point } from "@amaliyat/domain/kernel";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import ar from "../../locales/ar.json" with { type: "json" };
import { movedBy } from "../metres.ts";
import { BoundaryMap } from "./boundary-map.tsx";
import type { Corners } from "./ring-edit.ts";

const FIRST = { lat: 31.95, lon: 5.33 };
/** A square of 400 m. */
const SQUARE = [FIRST, movedBy(FIRST, 400, 0), movedBy(FIRST, 400, 400), movedBy(FIRST, 0, 400)];

/** A ring that comes from outside of the map. */
const PASTED = SQUARE.slice(0, 3);

let corners: Corners = [];

function Drawn({ from }: { readonly from: Corners }): ReactNode {
  const [held, setHeld] = useState(from);
  const hold = (next: Corners): void => {
    corners = next;
    setHeld(next);
  };
  return (
    <>
      <BoundaryMap corners={held} onChange={hold} />
      <button type="button" onClick={() => hold(PASTED)}>
        لصق
      </button>
    </>
  );
}

/** The map of a boundary without WebGL and without an answer of the room, as it stands once its first corner has its handle. */
async function draw(from: Corners): Promise<void> {
  corners = from;
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  render(
    <I18nextProvider i18n={createI18n({ ar: { map: ar }, fr: {}, en: {} }, "ar")}>
      <QueryClientProvider client={new QueryClient()}>
        <Drawn from={from} />
      </QueryClientProvider>
    </I18nextProvider>,
  );
  await screen.findByRole("button", { name: ar.closer });
}

const corner = (nth: number, count = corners.length): HTMLElement =>
  screen.getByRole("button", { name: ar.placing.corner.replace("{{nth}}", String(nth)).replace("{{count}}", String(count)) });
const press = (key: string, more: object = {}): boolean =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, ...more });
const metres = (from: Point | undefined, to: Point | undefined): number => (from && to ? Math.round(distanceM(from, to)) : Number.NaN);

// The map is loaded with its first showing, which takes longer than a test waits.
beforeAll(() => import("../placing-map.tsx"));
// Not part of happy-dom: the tip of a focused button opens by it.
beforeAll(() => void Object.assign(HTMLElement.prototype, { showPopover: () => undefined, hidePopover: () => undefined }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("moves a corner by 5 m, with Shift by 50 m, north up in Arabic too, and takes the steps back", async () => {
  await draw(SQUARE);
  corner(1).focus();
  press("ArrowLeft");
  expect([metres(SQUARE[0], corners[0]), (corners[0]?.lon ?? 0) < FIRST.lon]).toEqual([5, true]);
  press("ArrowDown", { shiftKey: true });
  expect([metres(movedBy(FIRST, -5, 0), corners[0]), (corners[0]?.lat ?? 0) < FIRST.lat]).toEqual([50, true]);
  press("z", { ctrlKey: true });
  press("z", { ctrlKey: true });
  expect(corners).toEqual(SQUARE);
  expect(press("Tab")).toBe(true);
});

it("adds a corner behind the one in hand and goes to it, removes it and goes back", async () => {
  await draw(SQUARE);
  corner(2).focus();
  press("Enter");
  expect(corners).toHaveLength(5);
  expect(metres(corners[1], corners[2])).toBe(200);
  expect(document.activeElement).toBe(corner(3));
  press("Delete");
  expect(corners).toEqual(SQUARE);
  expect(document.activeElement).toBe(corner(2));
  fireEvent.doubleClick(corner(4));
  expect(corners).toEqual(SQUARE.slice(0, 3));
});

it("begins without a corner and is drawn by keys alone", async () => {
  await draw(SQUARE.slice(0, 1));
  fireEvent.click(screen.getByRole("button", { name: ar.placing.anew }));
  expect(corners).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: ar.placing.add_in_middle }));
  corner(1, 1).focus();
  press("Enter");
  press("Enter");
  expect(corners).toHaveLength(3);
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says at once that it crosses itself, and no longer once it does not", async () => {
  await draw([FIRST, movedBy(FIRST, 400, 400), movedBy(FIRST, 400, 0), movedBy(FIRST, 0, 400)]);
  expect(screen.getByRole("alert").textContent).toBe(ar.placing.crosses);
  corner(2).focus();
  press("Delete");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("gives the focus of the last corner to the button that adds one, and Ctrl+Z brings the corner back", async () => {
  await draw(SQUARE.slice(0, 1));
  corner(1).focus();
  press("Delete");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: ar.placing.add_in_middle }));
  press("z", { ctrlKey: true });
  expect(corners).toEqual(SQUARE.slice(0, 1));
});

it("has the focus on a corner after the one in hand was undone", async () => {
  await draw(SQUARE);
  corner(4).focus();
  press("Enter");
  expect(document.activeElement).toBe(corner(5));
  press("z", { ctrlKey: true });
  expect([corners, document.activeElement]).toEqual([SQUARE, corner(4)]);
});

it("takes a drag back in one step, however fast the hand was, and by Escape while it lasts", async () => {
  await draw(SQUARE);
  const hand = (kind: "pointerDown" | "pointerMove" | "pointerUp", clientX: number): boolean =>
    fireEvent[kind](corner(2), { button: 0, clientX, clientY: 0 });
  hand("pointerDown", 0);
  // Both movements come before the first is drawn.
  act(() => {
    hand("pointerMove", 40);
    hand("pointerMove", 80);
  });
  hand("pointerUp", 80);
  const dragged = corners;
  expect(metres(SQUARE[1], dragged[1])).toBeGreaterThan(50);
  corner(2).focus();
  press("z", { ctrlKey: true });
  expect(corners).toEqual(SQUARE);

  hand("pointerDown", 0);
  hand("pointerMove", 40);
  hand("pointerMove", 80);
  expect(corners).toEqual(dragged);
  expect(press("Escape")).toBe(false);
  hand("pointerMove", 90);
  expect(corners).toEqual(SQUARE);
  expect(press("Escape")).toBe(true);
});

it("hears no key but Escape while a corner is in the hand, and one press of Enter that is held", async () => {
  await draw(SQUARE);
  const hand = (kind: "pointerDown" | "pointerMove" | "pointerUp", clientX: number): boolean =>
    fireEvent[kind](corner(2), { button: 0, clientX, clientY: 0 });
  corner(2).focus();
  hand("pointerDown", 0);
  hand("pointerMove", 40);
  const dragged = corners;
  for (const key of ["Delete", "Enter", "ArrowUp"]) press(key);
  press("z", { ctrlKey: true });
  expect(corners).toEqual(dragged);
  hand("pointerUp", 40);
  press("z", { ctrlKey: true });
  expect(corners).toEqual(SQUARE);
  press("Enter");
  press("Enter", { repeat: true });
  press("Enter", { repeat: true });
  expect(corners).toHaveLength(5);
});

it("says of corners on one line that they enclose no ground", async () => {
  await draw([FIRST, movedBy(FIRST, 200, 200), movedBy(FIRST, 400, 400)]);
  expect(screen.getByRole("alert").textContent).toBe(ar.placing.flat);
});

it("undoes nothing of an older ring once another was pasted", async () => {
  await draw(SQUARE);
  corner(1).focus();
  press("ArrowUp");
  fireEvent.click(screen.getByRole("button", { name: "لصق" }));
  press("z", { ctrlKey: true });
  expect(corners).toBe(PASTED);
});

it("gets a corner by a press on a side, and the corner has the focus", async () => {
  await draw(SQUARE);
  const side = document.querySelectorAll(".placing-side__reach")[1];
  if (!side) throw new Error("no side");
  fireEvent.pointerDown(side, { button: 0, clientX: 0, clientY: 0 });
  // The usual effect of the press would give the focus to nothing.
  expect(fireEvent.mouseDown(side)).toBe(false);
  expect(corners).toHaveLength(5);
  expect(document.activeElement).toBe(corner(3));
  press("z", { ctrlKey: true });
  expect(corners).toEqual(SQUARE);
});
