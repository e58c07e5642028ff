// @vitest-environment happy-dom
import { alerts } from "@amaliyat/contract/alerts";
import { approvals } from "@amaliyat/contract/approvals";
import { archive } from "@amaliyat/contract/archive";
import { auditRoutes } from "@amaliyat/contract/audit";
import { bolos } from "@amaliyat/contract/bolos";
import { calls } from "@amaliyat/contract/calls";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { ERRORS } from "@amaliyat/contract/errors";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { places } from "@amaliyat/contract/places";
import { plans } from "@amaliyat/contract/plans";
import { recordings } from "@amaliyat/contract/recordings";
import { reports } from "@amaliyat/contract/reports";
import type { Route } from "@amaliyat/contract/route";
import { shifts } from "@amaliyat/contract/shifts";
import { statistics } from "@amaliyat/contract/statistics";
import { ROLES, type Role } from "@amaliyat/domain/identity";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { createI18n, directionOf } from "@amaliyat/ui/i18n";
import { act, cleanup, render } from "@testing-library/react";
import type { i18n } from "i18next";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { View as AdministrationView } from "../../administration/administration-search.ts";
import { createQueryClient, mayCall } from "../../api/index.ts";
import type { LinesView } from "../../lines/lines-search.ts";
import type { PartnersView } from "../../partners/partners-search.ts";
import type { PlacesView } from "../../places/places-search.ts";
import type { ReportsView } from "../../reports/reports-search.ts";
import type { ShiftsView } from "../../shifts/shifts-search.ts";
import { featureStrings } from "../../text/index.ts";
import { App } from "../index.ts";
import { isOfConsole, mayUse, SCREENS, type ConsoleRole } from "../navigation.ts";
import { createConsoleRouter } from "../router.ts";
import { FAILURE, fakeFetch, QuietSocket, type Mood } from "./fake-room.ts";
import { ID } from "./smallest.ts";

const STATES = ["empty", "loading", "error", "no permission"] as const;
type State = (typeof STATES)[number];

/** A screen, or one of its parts. */
type Part = {
  /** Route that the part is for: a role sees it if it may call it. */
  readonly of: Pick<Route, "access">;
  /** Key of the words that say that nothing is there. */
  readonly empty: string;
  /** States that the part lacks, each with its reason. */
  readonly lacks?: { readonly [S in State]?: string };
};

/** A screen whose parts are named by `view` in its address. */
type Parts<View extends string> = Readonly<Record<View, Part>>;

const ROOM: Part = { of: dispatch.units, empty: "room:queue.empty" };
const ADMINISTRATION: Parts<AdministrationView> = {
  users: { of: identity.createUser, empty: "lists:none_found" },
  sessions: { of: identity.createUser, empty: "lists:none_found" },
  sectors: { of: identity.putSector, empty: "administration:sectors.empty" },
  units: { of: dispatch.setUnitService, empty: "administration:units.empty" },
};
const LINES: Parts<LinesView | "wall"> = {
  board: { of: calls.wallboard, empty: "reports:incoming.none" },
  wall: { of: calls.wallboard, empty: "lines:board.no_seats" },
  calls: { of: calls.list, empty: "lines:calls.none" },
  back: { of: calls.abandoned, empty: "lines:back.none" },
  recordings: {
    of: calls.findRecordings,
    empty: "lines:recordings.not_asked",
    lacks: { loading: "reads nothing before it is asked", error: "reads nothing before it is asked" },
  },
  supervise: { of: calls.listen, empty: "lines:board.no_seats" },
  settings: { of: calls.putLine, empty: "lists:none_found" },
  figures: { of: calls.figures, empty: "lines:figures.none" },
};
const REPORTS: Parts<ReportsView> = {
  queue: { of: reports.queue, empty: "reports:incoming.none" },
  all: { of: reports.list, empty: "reports:all.none" },
};
const SHIFTS: Parts<ShiftsView> = {
  board: { of: shifts.setLimits, empty: "shifts:board.none" },
  glance: { of: shifts.load, empty: "shifts:glance.quiet" },
  review: { of: shifts.review, empty: "shifts:review.none" },
  log: { of: shifts.handOver, empty: "shifts:log.none" },
  roster: { of: shifts.roster, empty: "shifts:roster.none" },
  plan: { of: shifts.plan, empty: "shifts:plan.none" },
  intervals: { of: shifts.intervals, empty: "shifts:intervals.none" },
  limits: { of: shifts.setLimits, empty: "shifts:limits.proposed" },
};
const PARTNERS: Parts<PartnersView> = {
  requests: { of: partnerRoutes.requests, empty: "partners:requests.none" },
  queue: { of: partnerRoutes.queue, empty: "partners:queue.none" },
  directory: { of: partnerRoutes.create, empty: "partners:directory.none" },
};
const PLACES: Parts<PlacesView> = {
  places: { of: places.list, empty: "places:list.no_places" },
  hazards: { of: places.list, empty: "places:list.no_hazards" },
};

const partsOf = (path: string, parts: Readonly<Record<string, Part>>) =>
  Object.entries(parts).map(([view, part]) => ({ path, address: `${path}?view=${view}`, ...part }));
const card = (path: string, part: Part) => ({ path, address: path.replace(/\$\w+/u, ID), ...part });
const screen = (path: string, part: Part) => ({ path, address: path, ...part });

/** Every screen of the router, part by part. */
const TABLE: readonly (Part & { readonly path: string; readonly address: string })[] = [
  screen("/room", ROOM),
  screen("/wall", { of: recordings.openLive, empty: "wall:empty" }),
  screen("/map", {
    of: dispatch.units,
    empty: "map:title",
    lacks: {
      loading: "draws its ground first, and each thing once it has come",
      empty: "a map on which nothing is drawn is a map",
      error: "what cannot be read is not drawn, and the link says that it is lost",
    },
  }),
  { path: "/archive", address: "/archive?q=x", of: archive.search, empty: "lists:none_found" },
  card("/interventions/$interventionId", { of: interventions.card, empty: "card:nearby.none" }),
  card("/calls/$callId", { of: calls.card, empty: "calls:recordings.goes_on" }),
  ...partsOf("/reports", REPORTS),
  card("/reports/$reportId", { of: reports.card, empty: "reports:files.none" }),
  screen("/playback", { of: recordings.openReplay, empty: "playback:choose" }),
  screen("/bolos", { of: bolos.list, empty: "bolos:list.none" }),
  screen("/alerts", { of: alerts.list, empty: "alerts:list.none" }),
  ...partsOf("/lines", LINES),
  ...partsOf("/shifts", SHIFTS),
  screen("/statistics", { of: statistics.bulletin, empty: "statistics:paper.live_none" }),
  ...partsOf("/statistics", { imports: { of: statistics.imports, empty: "statistics:imports.empty" } }),
  screen("/log", { of: auditRoutes.page, empty: "audit:empty" }),
  screen("/cameras", { of: cameras.settings, empty: "cameras:empty" }),
  ...partsOf("/cameras", { sites: { of: cameras.settings, empty: "cameras:site.empty" } }),
  ...partsOf("/administration", ADMINISTRATION),
  screen("/approvals", { of: approvals.list, empty: "approvals:empty" }),
  ...partsOf("/partners", PARTNERS),
  ...partsOf("/places", PLACES),
  screen("/plans", { of: plans.list, empty: "plans:list.none" }),
];

const MOODS: Readonly<Record<State, Mood>> = { empty: "empty", loading: "silent", error: "failing", "no permission": "empty" };

/** Step of the clock of a test, ms. A read that fails is asked three times more, which ends after 3.5 s. */
const STEP_MS: Readonly<Record<State, number>> = { empty: 500, loading: 500, error: 4_000, "no permission": 500 };
/** Time within which a state must show, ms. The opening of a report is a command: it is sent again for a minute. */
const WITHIN_MS: Readonly<Record<State, number>> = { empty: 3_000, loading: 1_000, error: 90_000, "no permission": 3_000 };

/** Time in which all modules of the console load on a machine that does other work. */
const MODULES_WITHIN_MS = 600_000;

const consoleRoles = ROLES.filter(isOfConsole);

/** First role that may see the part; for the state without permission, the first to which its screen is closed. */
function readerOf(path: string, of: Pick<Route, "access">, state: State): ConsoleRole {
  const inMenu = SCREENS.find(({ to }) => path === to || path.startsWith(`${to}/`));
  const mayEnter = (one: Role): boolean => (inMenu ? mayUse(inMenu, one) : mayCall(of, one));
  const role = consoleRoles.find((one) => (state === "no permission" ? !mayEnter(one) : mayEnter(one) && mayCall(of, one)));
  if (role === undefined) throw new Error(`${path}: no role for the state «${state}»`);
  return role;
}

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

const unless = (holds: boolean, missing: string): readonly string[] => (holds ? [] : [missing]);

const buttonsOf = (part: HTMLElement): readonly string[] => [...part.querySelectorAll("button")].map((one) => one.textContent.trim());

/** Finds in the screen of a language all that its state lacks. */
function missingIn(state: State, empty: string, language: Language, words: i18n): readonly string[] {
  const main = document.querySelector("main");
  if (main === null) return ["a screen"];
  const isLoading = main.querySelector(".am-state--loading, [aria-busy=true]") !== null;
  const heard = [...main.querySelectorAll<HTMLElement>("[aria-live], [role=status], [role=alert], [aria-busy=true]")];
  const isEmptySaid = [...main.querySelectorAll("div, p, td, h2, pre")].some((one) => one.textContent.trim() === words.t(empty));
  const retry = words.t("ui:retry");
  const checks: Readonly<Record<State, () => readonly string[]>> = {
    empty: () => [
      ...unless(isEmptySaid, `the words «${words.t(empty)}»`),
      ...unless(!isLoading, "an end of loading"),
      ...unless(hasName(main), "a heading or region with a name"),
    ],
    loading: () => [
      ...unless(
        heard.some((one) => one.textContent.startsWith(words.t("ui:loading")) || one.ariaBusy === "true"),
        "a word of loading",
      ),
      ...unless(!isEmptySaid, "silence about emptiness"),
    ],
    error: () => [
      ...unless(
        heard.some((one) => one.textContent.includes(ERRORS[FAILURE][language]) && buttonsOf(one).includes(retry)),
        "the sentence of the room, with a way to try again",
      ),
      ...unless(!isLoading, "an end of loading"),
      ...unless(!isEmptySaid, "silence about emptiness"),
    ],
    "no permission": () => [
      ...unless(
        [...main.querySelectorAll(".am-state--no-permission")].some((one) => one.textContent.includes(words.t("ui:state.no_permission"))),
        "the page without permission",
      ),
    ],
  };
  return checks[state]();
}

/** True if a heading or a region has a name. */
function hasName(main: HTMLElement): boolean {
  const headings = [...main.querySelectorAll("h1, h2, h3")].some((one) => one.textContent.trim() !== "");
  return headings || main.querySelector("section[aria-label], [role=region][aria-label]") !== null;
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
