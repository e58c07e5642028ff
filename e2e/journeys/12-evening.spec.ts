import { dispatch, type Assignment } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import type { Page } from "@playwright/test";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { must } from "../src/api.ts";
import { ownRoom } from "../src/own-room.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { startProgram } from "../src/programs.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACE = "25";
/** A room of this evening's own: data of earlier journeys do not count here. */
const room = ownRoom({ patrolSpeed: 400 });

/**
 * Collects the page's errors. While the room is away the browser itself reports that it cannot be reached; that is no fault of the page.
 */
function listen(page: Page): string[] {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    const isAbsence = /ERR_(SOCKET_NOT_CONNECTED|CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/.test(
      message.text(),
    );
    if (message.type() === "error" && !isAbsence) wrong.push(message.text());
  });
  return wrong;
}

const every = (page: Page) => must(page, interventions.list, { query: { size: 200 } });

/** The server is killed silently, and is started again as a service manager does. `bench -- crash` measures the time of that. */
async function killAndStart(): Promise<void> {
  await room.kill();
  await room.start();
}

const stampsOf = ({ assignedAt, acceptedAt, enRouteAt, onSceneAt, clearedAt }: Assignment): number[] =>
  [assignedAt, acceptedAt, enRouteAt, onSceneAt, clearedAt].flatMap((stamp) => (stamp === null ? [] : [Date.parse(stamp)]));

test("a busy evening, the server killed in its middle, ends with every intervention closed and every stamp in order", async ({
  browser,
}) => {
  const page = await sitDown(browser, "a.haddad");
  const wrong = listen(page);
  const queue = page.getByRole("region", { name: "التدخلات المفتوحة" });
  await expect(queue).toContainText("لا تدخل مفتوح");

  const args = ["--room", process.env["ROOM_URL"] ?? "", "--keys", process.env["TOWN_STATE"] ?? "", "--pace", PACE];
  const { child } = await startProgram("simulator/src/evening/evening-main.ts", args, {});
  const lines: string[] = [];
  child.stdout?.on("data", (text: Buffer) => lines.push(text.toString()));
  const ended = once(child, "exit");
  await expect(queue.locator("[data-reference]").first()).toBeVisible();
  await expect.poll(async () => (await every(page)).rows.length).toBeGreaterThanOrEqual(9);
  await killAndStart();

  expect((await ended)[0], lines.join("")).toBe(0);
  const told = JSON.parse(lines.join("").trim().split("\n").at(-1) ?? "null") as unknown;
  expect(told).toEqual({ opened: 20, closed: 16, merged: 4, open: 0, bound: 0, refused: 1, helped: 1, acknowledged: true, reviewed: 1 });

  const { rows } = await every(page);
  expect(rows.map(({ state }) => state).toSorted()).toEqual([...Array(16).fill("closed"), ...Array(4).fill("merged")]);
  expect(new Set(rows.map(({ placeText }) => placeText)).size).toBe(20);
  // Each closed one had a crew that came and cleared; the one that was refused had two.
  expect(rows.flatMap((row) => row.units).filter(({ state }) => state === "cleared").length).toBeGreaterThanOrEqual(16);
  for (const row of rows) {
    for (const unit of row.units)
      expect(stampsOf(unit), `${row.reference} ${unit.unitCode}`).toEqual(stampsOf(unit).toSorted((a, b) => a - b));
    expect(new Set(row.units.map(({ unitId }) => unitId)).size, row.reference).toBe(row.units.length);
    const { events } = await must(page, interventions.card, { params: { interventionId: row.interventionId } });
    for (const kind of ["opened", row.state])
      expect(
        events.filter((event) => event.kind === kind),
        `${row.reference} ${kind}`,
      ).toHaveLength(1);
  }
  const units = await must(page, dispatch.units, {});
  expect(units).toHaveLength(8);
  for (const unit of units) expect(unit, unit.code).toMatchObject({ interventionId: null, alsoAt: [], distress: null });

  const log = join(room.folder(), "log");
  const verify = () =>
    promisify(execFile)(process.execPath, ["server/src/audit/verify/verify-main.ts", "--log", log, "--key", join(log, "log-key.pem")], {
      cwd: ROOT,
    });
  await expect
    .poll(() =>
      verify().then(
        () => "holds",
        (cause: Error) => cause.message,
      ),
    )
    .toBe("holds");

  // The screen was open all the time and shows the room's state.
  await expect(queue).toContainText("لا تدخل مفتوح");
  await expect(queue.locator("[data-reference]")).toHaveCount(0);
  expect(wrong).toEqual([]);
  await page.context().close();
});
