// @vitest-environment happy-dom
import { calls, type TakerShown } from "@amaliyat/contract/calls";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../../lists/testing/open-form.tsx";
import { smallest } from "../../shell/screens/smallest.ts";
import { TakerForm } from "./taker-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const taker: TakerShown = { ...calls.putTaker.reply.parse(smallest(calls.putTaker.reply)), languages: ["ar"], lines: null };
const form = (change: Partial<TakerShown>) => <TakerForm taker={{ ...taker, ...change }} />;
const press = (name: string) => fireEvent.click(screen.getByRole("checkbox", { name }));

it("keeps the lines that a colleague chose while a language was added here", async () => {
  const here = await openForm(form({}));
  press("French");
  here.arrives(form({ lines: ["17"] }));
  expect(await here.send()).toEqual({ languages: ["ar", "fr"], lines: ["17"] });
});

it("asks for the languages that both changed before they are sent", async () => {
  const here = await openForm(form({}));
  press("French");
  here.arrives(form({ languages: ["ar", "en"] }));
  expect(here.disputed()).toEqual([["Languages", "Arabic · English", "Arabic · French"]]);
  expect(here.submit()).toBe(false);
  here.choose("Languages", "Keep mine");
  expect(await here.send()).toEqual({ languages: ["ar", "fr"], lines: null });
});
