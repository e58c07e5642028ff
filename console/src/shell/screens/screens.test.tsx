// @vitest-environment happy-dom
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { createI18n, directionOf } from "@amaliyat/ui/i18n";
import { act, cleanup, render } from "@testing-library/react";
import type { i18n } from "i18next";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { featureStrings } from "../../text/index.ts";
import { App } from "../index.ts";
import { createConsoleRouter } from "../router.ts";
import { fakeFetch, QuietSocket } from "./fake-room.ts";
import { missingIn } from "./missing.ts";
import { MOODS, readerOf, STATES, TABLE, type State } from "./table.ts";

/** Step of the clock of a test, ms. A read that fails is asked three times more, which ends after 3.5 s. */
const STEP_MS: Readonly<Record<State, number>> = { empty: 500, loading: 500, error: 4_000, "no permission": 500 };
/** Time within which a state must show, ms. The opening of a report is a command: it is sent again for a minute. */
const WITHIN_MS: Readonly<Record<State, number>> = { empty: 3_000, loading: 1_000, error: 90_000, "no permission": 3_000 };

/** Time in which all modules of the console load on a machine that does other work. */
const MODULES_WITHIN_MS = 600_000;

/** The clock of the machine. Modules load by it, whatever the clock of a test says. */
const machineTimeout = setTimeout;
const machineTurn = (): Promise<unknown> => new Promise((resolve) => void machineTimeout(resolve, 0));

/** Lets time go on until nothing is missing; returns the missing things at the end. */
async function waitFor(missing: () => readonly string[], stepMs: number, withinMs: number): Promise<readonly string[]> {
  for (let waited = 0; ; waited += stepMs) {
    const left = missing();
    if (left.length === 0 || waited >= withinMs) return left;
    await act(async () => {
      await vi.advanceTimersByTimeAsync(stepMs);
      await machineTurn();
    });
  }
}

beforeAll(async () => {
  // The DOM of the tests has no fonts to load.
  Object.defineProperty(document, "fonts", { value: { load: async () => [] }, configurable: true });
  // Loads every module of the screens now: none loads while the clock of a test stands.
  await Promise.all(Object.values(import.meta.glob(["../../*/**/*.tsx", "!**/*.test.tsx"])).map((load) => load()));
}, MODULES_WITHIN_MS);

test("every route of the router stands in the table", () => {
  const known = new Set(TABLE.map(({ path }) => path));
  const routes = Object.keys(createConsoleRouter({ role: "supervisor" }).routesByPath).filter((path) => path !== "/");
  expect(routes.filter((path) => !known.has(path))).toEqual([]);
});

describe.each(LANGUAGES)("in %s", (language) => {
  let words: i18n;
  const untold = new Set<string>();
  const faults: string[] = [];

  beforeAll(async () => {
    const strings = await featureStrings(language);
    words = createI18n({ [language]: strings }, language);
    words.options.saveMissing = true;
    words.on("missingKey", (_languages: readonly string[], namespace: string, key: string) => untold.add(`${namespace}:${key}`));
    for (const { empty } of TABLE) if (!words.exists(empty)) throw new Error(`the table names the string ${empty}, which is not there`);
  });
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 2, 1, 9), toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
    vi.stubGlobal("WebSocket", QuietSocket);
    for (const kind of ["error", "warn"] as const)
      vi.spyOn(console, kind).mockImplementation((...said: unknown[]) => void faults.push(said.map(String).join(" ").slice(0, 400)));
    faults.length = 0;
    untold.clear();
  });
  afterEach(() => {
    cleanup();
    // Each router puts methods of its own over those of the history.
    for (const method of ["pushState", "replaceState"]) Reflect.deleteProperty(history, method);
    sessionStorage.clear();
    vi.clearAllTimers();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
  afterAll(() => localStorage.clear());

  const cases = TABLE.flatMap((part) => STATES.map((state) => ({ ...part, state })));
  test.each(cases)("$address, $state", async ({ path, address, of, empty, state, lacks }) => {
    vi.stubGlobal("fetch", fakeFetch(readerOf(path, of, state), language, MOODS[state]));
    history.replaceState(null, "", address);
    render(<App client={createQueryClient()} />);
    const reason = lacks?.[state];
    const withinMs = reason === undefined ? WITHIN_MS[state] : STEP_MS[state];
    const missing = await waitFor(() => missingIn(state, empty, language, words), STEP_MS[state], withinMs);
    const wrong = [...(reason === undefined ? missing : []), ...faults, ...[...untold].map((key) => `the string ${key}`)];
    expect(wrong, wrong.join("; ")).toEqual([]);
    if (reason !== undefined) expect(missing, `not true any more, take it out of the table: ${reason}`).not.toEqual([]);
    expect(document.body.textContent).not.toContain("{{");
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual([language, directionOf(language)]);
  });
});
