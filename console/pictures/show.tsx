import "@amaliyat/ui/styles.css";
import "./still.css";
import type { Language } from "@amaliyat/domain/kernel";
import { applyTheme, createI18n, isLanguage, type Theme } from "@amaliyat/ui/i18n";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "../src/api/index.ts";
import { App } from "../src/shell/index.ts";
import { fakeFetch, QuietSocket } from "../src/shell/screens/fake-room.ts";
import { missingIn } from "../src/shell/screens/missing.ts";
import { ID } from "../src/shell/screens/smallest.ts";
import { MOODS, readerOf, STATES, TABLE, type Row, type State } from "../src/shell/screens/table.ts";
import { featureStrings } from "../src/text/index.ts";
import { axeFaults } from "./faults/axe-faults.ts";
import type { Fault } from "./faults/fault.ts";
import { layoutFaults } from "./faults/layout-faults.ts";
import { settled } from "./settled.ts";
import { hasShortTimer } from "./stand-still.ts";
import { specimen } from "./specimen.ts";

/** State of a picture: one of the screens' tests, or with plenty in it. */
type Shown = "full" | State;

/** Screen and name of a part: `lines/board`, `reports/card`, `room/main`. */
function nameOf({ path, address }: Row): string {
  const view = new URLSearchParams(address.split("?")[1]).get("view");
  return `${path.split("/")[1] ?? ""}/${view ?? (path.includes("$") ? "card" : "main")}`;
}

/** Reads `#<part>/<state>/<language>` of the address; null where it names none. */
function readWanted(): { readonly row: Row; readonly state: Shown; readonly language: Language } | null {
  const [screen, view, said, language] = location.hash.slice(1).split("/");
  const row = TABLE.find((one) => nameOf(one) === `${screen}/${view}`);
  const state = (["full", ...STATES] as const).find((one) => one.replace(" ", "-") === said);
  return row === undefined || state === undefined || !isLanguage(language) ? null : { row, state, language };
}

/** Parts whose failure shows after a minute of tries only. The clock of a picture stands, so they have no picture of it. */
const LATE_FAILURES = ["archive/main", "reports/card", "room/main"];

const lacksOf = (row: Row): readonly string[] => [
  ...Object.keys(row.lacks ?? {}),
  ...(LATE_FAILURES.includes(nameOf(row)) ? ["error"] : []),
];

const wanted = readWanted();

/** Number of lists that are read; a room that never answers is not waited for. */
let countReading = (): number => 0;

async function show({ row, state, language }: NonNullable<typeof wanted>): Promise<() => readonly string[]> {
  localStorage.clear();
  sessionStorage.clear();
  const role = readerOf(row.path, row.of, state === "full" ? "empty" : state);
  const mood = state === "full" ? "full" : MOODS[state];
  globalThis.fetch = fakeFetch(role, language, mood);
  Object.assign(globalThis, { WebSocket: QuietSocket });
  sessionStorage.setItem(`amaliyat.purpose.${ID}`, "road_traffic");
  applyTheme("dark");
  history.replaceState(null, "", row.address);
  const words = createI18n({ [language]: await featureStrings(language) }, language);
  const client = createQueryClient();
  const { queries } = client.getDefaultOptions();
  // A refusal is seen at once, without further tries.
  client.setDefaultOptions({ queries: { ...queries, retry: false } });
  if (mood !== "silent") countReading = () => client.isFetching();
  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no root element");
  createRoot(root).render(<App client={client} />);
  const isLacking = state !== "full" && row.lacks?.[state] !== undefined;
  const hasScreen = (): readonly string[] => (document.querySelector("main") === null ? ["a screen"] : []);
  return state === "full" || isLacking ? hasScreen : () => missingIn(state, row.empty, language, words);
}

const missing = wanted === null ? () => ["the part that the address names"] : await show(wanted);

/** Everything that the maker of pictures asks of this page. */
const pictures = {
  parts: TABLE.map((row) => ({ name: nameOf(row), lacks: lacksOf(row) })),
  ready: () => settled(missing, () => countReading() > 0 || hasShortTimer()),
  specimen,
  theme: (theme: Theme): void => applyTheme(theme),
  faults: async (): Promise<readonly Fault[]> => [...(await axeFaults()), ...layoutFaults()],
};
Object.assign(globalThis, { pictures });
