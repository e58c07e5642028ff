import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import type { Browser } from "playwright-core";
import { HAPPENINGS } from "../../simulator/src/life/script.ts";
import { SIGNALS } from "../../simulator/src/evening/script.ts";
import { signedInContext, startChromium } from "../browser/chromium.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchCameras } from "../material/cameras.ts";
import { addCameras } from "../town/add-cameras.ts";
import { furnish, placeIn, signInAs, type Person } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { builtConsole } from "./built.ts";
import { crewsOut } from "./crews.ts";

/** The smallest screen of a desk. */
const SMALL = { width: 1366, height: 768 };
const CAMERAS = 8;
const CREWS = 4;
/** Desks that work on the queue; those that send crews have the line of alarms above it. */
const DESKS: readonly { readonly person: Person; readonly hasAlarm: boolean }[] = [
  { person: "dispatcher", hasAlarm: true },
  { person: "supervisor", hasAlarm: true },
  { person: "operator", hasAlarm: false },
];

/** Opens what happens in the town by day and in its evening, each in a sector, and sends the crews to the first. */
async function fillQueue(url: string): Promise<void> {
  const desk = await signInAs(url, "dispatcher");
  await crewsOut(url, CREWS);
  const told = [
    ...HAPPENINGS.map(({ subcategory, words }) => ({ subcategory, words })),
    ...SIGNALS.flatMap(({ subcategory, words, again }) => (subcategory === null || again !== undefined ? [] : [{ subcategory, words }])),
  ];
  for (const [nth, { subcategory, words: placeText }] of told.entries()) {
    const body = { origin: "desk" as const, subcategory, place: placeIn(nth), placeText };
    const { interventionId } = await desk.must(interventions.open, { body });
    if (nth >= CREWS) continue;
    const { units } = await desk.must(dispatch.advise, { params: { interventionId } });
    const free = units.find(({ unit }) => unit.status === "available");
    if (free !== undefined) await desk.must(dispatch.assign, { params: { interventionId }, body: { unitId: free.unit.unitId } });
  }
}

export type Edges = { readonly top: number; readonly bottom: number };

/** Number of rows of which no edge is cut off by the list or by the heading that stays at its top. */
export const whollyIn = (list: Edges, rows: readonly Edges[]): number =>
  rows.filter(({ top, bottom }) => top >= list.top - 0.5 && bottom <= list.bottom + 0.5).length;

type Measured = { readonly rows: number; readonly map: { readonly width: number; readonly height: number } };

/** Counts the rows that one desk sees whole, and measures the map beside them. */
async function look(browser: Browser, url: string, { person, hasAlarm }: (typeof DESKS)[number]): Promise<Measured> {
  const context = await signedInContext(browser, await signInAs(url, person), SMALL);
  const page = await context.newPage();
  await page.goto(new URL("room", url).href);
  await page.locator(".room-queue__row").nth(1).waitFor();
  await page.locator(".map-canvas[data-map='open'], .map-plan").first().waitFor();
  if (hasAlarm) await page.locator(".shell-alarm").first().waitFor();
  const edges = await page.locator(".room-queue__list").evaluate((list) => {
    const of = (one: Element) => {
      const { top, bottom } = one.getBoundingClientRect();
      return { top, bottom };
    };
    return { list: of(list), rows: Array.from(list.querySelectorAll(".room-queue__row"), of) };
  });
  const map = await page.locator(".map").first().boundingBox();
  if (map === null) throw new Error("the room shows no map");
  await context.close();
  return { rows: whollyIn(edges.list, edges.rows), map };
}

/** Rows of the queue that are wholly visible on the smallest screen of a desk, beside the map, with more open than fit. */
export async function queueRows(): Promise<Row[]> {
  await builtConsole();
  await using folder = await temporaryFolder();
  await using cameras = await startBenchCameras({ count: CAMERAS, main: null });
  await using room = await startRoomProcess({ data: folder.path, hasMap: true });
  await furnish(room);
  await addCameras(room.url, cameras, { count: CAMERAS });
  await fillQueue(room.url);
  await using chromium = await startChromium();
  const rows: Row[] = [];
  for (const desk of DESKS) {
    const { person } = desk;
    const { rows: count, map } = await look(chromium.browser, room.url, desk);
    say(`${person}: ${count} rows beside a map of ${Math.round(map.width)} × ${Math.round(map.height)} px`);
    rows.push(
      ...rowsOf(person, "amaliyat", [
        ["queue_rows_1366", count, "rows"],
        ["map_width_1366", map.width, "px"],
        ["map_height_1366", map.height, "px"],
      ]),
    );
  }
  return rows;
}
