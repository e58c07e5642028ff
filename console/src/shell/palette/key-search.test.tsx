// @vitest-environment happy-dom
import { archive } from "@amaliyat/contract/archive";
import { interventionRow } from "@amaliyat/contract/interventions";
import { ERRORS, type ErrorCode } from "@amaliyat/contract/errors";
import { createI18n } from "@amaliyat/ui/i18n";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { featureStrings } from "../../text/index.ts";
import { App } from "../index.ts";
import { fakeFetch, QuietSocket } from "../screens/fake-room.ts";
import { AT, smallest } from "../screens/smallest.ts";

/** Bound of a wait, ms. Usually 4 s, in which the screens load. */
const WITHIN_MS = 60_000;
const REFERENCE = "2026-000022";
const SILENT = new RegExp(`not known whether .*${REFERENCE}`, "u");

const row = { ...interventionRow.parse(smallest(interventionRow)), reference: REFERENCE, state: "closed" };
const answered = {
  ...archive.search.reply.parse(smallest(archive.search.reply)),
  rows: [{ source: "intervention", at: AT, row, foundIn: null, clip: null }],
};
/** Code with which searches are refused; null for a room that answers. */
let refusal: ErrorCode | null = null;
let searches = 0;

const room = fakeFetch("dispatcher", "en", "empty");
const fetchOfTest: typeof fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  if (pathname !== archive.search.path) return room(input, init);
  searches += 1;
  if (refusal === null) return Response.json(answered);
  const { status, ar, fr, en } = ERRORS[refusal];
  const problem = { type: `urn:amaliyat:error:${refusal}`, title: refusal, status, code: refusal, text: { ar, fr, en } };
  return Response.json(problem, { status });
};

const options = (): string[] => screen.queryAllByRole("option").map(({ textContent }) => textContent);

/** Types the reference into the palette of a signed-in person. */
async function typeReference(): Promise<void> {
  createI18n({ en: await featureStrings("en") }, "en");
  history.replaceState(null, "", "/shifts");
  render(<App client={createQueryClient()} />);
  await vi.waitFor(() => expect(document.querySelector(".shell-main")).not.toBeNull(), { timeout: WITHIN_MS });
  fireEvent.keyDown(document.body, { key: "k", code: "KeyK", ctrlKey: true });
  fireEvent.change(await screen.findByRole("combobox"), { target: { value: REFERENCE } });
}

beforeEach(() => {
  Object.defineProperty(document, "fonts", { value: { load: async () => [] }, configurable: true });
  // All ids of the smallest replies are equal: React warns of the lists of them.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubGlobal("WebSocket", QuietSocket);
  vi.stubGlobal("fetch", fetchOfTest);
  // A browser without a network sends nothing again by itself, so that the first failure is told at once.
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  searches = 0;
});
afterEach(() => {
  cleanup();
  for (const method of ["pushState", "replaceState"]) Reflect.deleteProperty(history, method);
  sessionStorage.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test.each<ErrorCode>(["database.unavailable", "request.too_many"])(
  "a search that got %s is not taken for «nothing»: it is told, and its answer comes by itself",
  { timeout: 2 * WITHIN_MS },
  async (code) => {
    refusal = code;
    await typeReference();
    await screen.findByText(SILENT, {}, { timeout: WITHIN_MS });
    expect(options()[0]).toContain("Search the archive");
    refusal = null;
    await vi.waitFor(() => expect(options()[0]).toContain(REFERENCE), { timeout: WITHIN_MS });
    await vi.waitFor(() => expect(options()[0]).not.toContain("Search the archive"), { timeout: WITHIN_MS });
    expect(screen.queryByText(SILENT)).toBeNull();
  },
);

test("a search that was refused for good is sent again by a press", { timeout: 2 * WITHIN_MS }, async () => {
  refusal = "request.done_before";
  await typeReference();
  const note = await screen.findByText(SILENT, {}, { timeout: WITHIN_MS });
  expect(note.parentElement?.textContent).toContain(ERRORS["request.done_before"].en);
  refusal = null;
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Retry now" })));
  await vi.waitFor(() => expect(options()[0]).not.toContain("Search the archive"), { timeout: WITHIN_MS });
  expect([searches, options()[0]?.includes(REFERENCE)]).toEqual([2, true]);
});
