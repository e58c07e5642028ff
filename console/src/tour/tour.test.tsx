// @vitest-environment happy-dom
import { createI18n } from "@amaliyat/ui/i18n";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changePhone } from "../phone/phone-state.ts";
import { changePerson } from "../store/index.ts";
import ar from "./locales/ar.json" with { type: "json" };
import { Tour } from "./tour.tsx";
import { TourLine } from "./tour-line.tsx";
import { alarmStands, past, startTour } from "./tour-state.ts";

const RINGING = { legId: "l", callId: "c", line: "17", number: null, survival: false, about: null, since: 0 };

/** The room of an operator, with a queue, a wall, units and the top bar; without incoming work and without a telephone. */
function enterRoom(): void {
  render(
    <I18nextProvider i18n={createI18n({ ar: { tour: ar }, fr: {}, en: {} }, "ar")}>
      <header className="shell-top">
        <button className="shell-top__search">search</button>
      </header>
      <div className="room">
        <section className="room-queue" data-region="" tabIndex={-1} />
        <section className="wall" />
        <section className="room-units" />
        <TourLine />
        <Tour />
      </div>
    </I18nextProvider>,
  );
}

const search = (): HTMLElement => screen.getByText("search");
const card = (): HTMLElement | null => screen.queryByRole("dialog", { name: ar.title });
/** Presses a key at the focus, as a person does: Enter on a button presses the button. */
function press(key: string): void {
  const at = document.activeElement ?? document.body;
  if (fireEvent.keyDown(at, { key }) && key === "Enter" && at instanceof HTMLButtonElement) fireEvent.click(at);
}

beforeEach(() => {
  changePerson("amina");
  enterRoom();
});
afterEach(() => {
  cleanup();
  changePhone({ ringing: null });
  changePerson(null);
  localStorage.clear();
});

test("is offered and not forced, and is not offered again once it was put off", () => {
  expect(card()).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: ar.later }));
  expect([screen.queryByRole("button", { name: ar.title }), past.get().kind]).toEqual([null, "put_off"]);
  cleanup();
  enterRoom();
  expect(screen.queryByRole("button", { name: ar.title })).toBeNull();
});

test("is walked by keyboard, counts the steps of this screen alone, and gives the focus back at its end", () => {
  search().focus();
  act(startTour);
  expect(document.activeElement?.textContent).toContain(ar.next);
  const shown: string[] = [];
  for (const key of ["Enter", "ArrowLeft", "ArrowDown", "Enter", "Enter"]) {
    shown.push(screen.getByRole("heading").textContent);
    expect(card()?.textContent).toContain(`${shown.length} من 5`);
    press(key);
  }
  const { queue, wall, map, palette, alarms } = ar.steps;
  expect(shown).toEqual([queue, wall, map, palette, alarms].map(({ title }) => title));
  expect([card(), past.get().kind]).toEqual([null, "walked"]);
  expect(document.activeElement).toBe(search());
});

test("is left by Escape, and goes on at the same step", () => {
  fireEvent.click(screen.getByRole("button", { name: ar.title }));
  press("Enter");
  press("Escape");
  expect([card(), document.activeElement?.className]).toEqual([null, "room-queue"]);
  act(startTour);
  expect(card()?.textContent).toContain("2 من 5");
});

test("reads no key while the focus is elsewhere", () => {
  act(startTour);
  search().focus();
  press("ArrowLeft");
  press("Escape");
  expect(card()?.textContent).toContain("1 من 5");
});

test.each([
  { what: "an alarm stands", begin: () => alarmStands.set(true), end: () => alarmStands.set(false) },
  { what: "a call rings", begin: () => changePhone({ ringing: RINGING }), end: () => changePhone({ ringing: null }) },
])("gives way while $what, says so, and comes back without taking the focus", ({ begin, end }) => {
  search().focus();
  act(startTour);
  press("Enter");
  act(begin);
  expect(card()).toBeNull();
  expect(document.activeElement).toBe(search());
  expect(screen.getByRole("status").textContent).toContain(ar.waits);
  act(end);
  expect(card()?.textContent).toContain("2 من 5");
  expect(screen.queryByRole("status")).toBeNull();
  expect(document.activeElement).toBe(search());
});

test("that is opened while an alarm stands waits for it, and takes no focus afterwards", () => {
  act(() => alarmStands.set(true));
  search().focus();
  act(startTour);
  expect([card(), screen.getByRole("status").textContent?.includes(ar.waits)]).toEqual([null, true]);
  act(() => alarmStands.set(false));
  expect(card()).not.toBeNull();
  expect(document.activeElement).toBe(search());
});
