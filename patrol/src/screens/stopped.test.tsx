import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { nobody, Store } from "../app/state.ts";
import type { Act, Deed } from "../outbox/act.ts";
import { EMPTY, type Outbox } from "../outbox/outbox.ts";
import { look } from "../text/language.ts";
import { UnsentOf } from "./stopped.tsx";

beforeAll(() => {
  vi.spyOn(look, "language").mockReturnValue("en");
  return () => vi.restoreAllMocks();
});
afterEach(() => void vi.mocked(look.language).mockReturnValue("en"));

const act = (deed: Deed, key: string): Act => ({ ...deed, key, at: 1 });
const HELP = act({ kind: "panic", place: null, accuracyM: null, placeAt: null }, "h");
const notes = ["a", "b"].map((key) => act({ kind: "note", order: "o", text: "سكين" }, key));

/** The words of the screen for the outbox of a closed page. */
function said(box: Partial<Outbox>, isCallOnly = false): string {
  const store = new Store({ ...nobody(0), box: { ...EMPTY, ...box } });
  const markup = renderToStaticMarkup(<UnsentOf lasts={[{ store }]} isCallOnly={isCallOnly} />);
  return markup
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll(/ +/gu, " ")
    .trim();
}

it("says that a call for help is not sent yet, and that the page must stay open", () => {
  expect(said({ waiting: [HELP] })).toMatch(/^Your call for help is not sent yet\..* Keep this page open: .*$/u);
});

it.each([
  ["ar", "استغاثتك لم تُرسل بعد", "إبقاء هذه الصفحة مفتوحة"],
  ["fr", "Votre appel de détresse n’est pas encore parti", "Gardez cette page ouverte"],
] as const)("says so in «%s»", (language, first, then) => {
  vi.mocked(look.language).mockReturnValue(language);
  const words = said({ waiting: [HELP] });
  expect([words.includes(first), words.includes(then)]).toEqual([true, true]);
});

it("says that a call for help arrived, and how many other acts were not sent", () => {
  const words = said({ landed: [HELP], waiting: notes });
  expect(words).toBe(
    "Your call for help has reached the room. 2 acts were not sent. The app sends what is missing if you use it here again. Or enter it again in the other page.",
  );
});

it("says on the sign-in nothing of acts that come back with their person", () => {
  expect(said({ landed: [HELP], waiting: notes }, true)).toBe("Your call for help has reached the room.");
});

it("says the room's reason where it refused the call, and nothing where nothing is left", () => {
  const text = { ar: "لا", fr: "non", en: "no" };
  expect([said({ refused: [{ act: HELP, text }] }), said({})]).toEqual(["no", ""]);
});
