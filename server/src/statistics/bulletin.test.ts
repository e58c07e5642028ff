import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { statistics, type Bulletin } from "@amaliyat/contract/statistics";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { IMPORT_KINDS } from "@amaliyat/domain/statistics";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFile } from "../testing/things/imports.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { HALF_YEAR, PUBLISHED, publishedCsv } from "../testing/things/published-year.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { newCode, reportBody } from "../testing/things/things.ts";

let room: TestRoom;
let analyst: TestClient;
beforeAll(async () => {
  room = await startTestRoom();
  analyst = await room.as("analyst");
});
afterAll(() => room[Symbol.asyncDispose]());

type Parts = { parts: { key: string; count: number }[] };
const total = ({ parts }: Parts): number => parts.reduce((sum, { count }) => sum + count, 0);
const printed = ({ parts }: Parts) => parts.filter(({ count }) => count > 0).map(({ key, count }) => [key, count]);
const bulletin = (period = HALF_YEAR, client = analyst): Promise<Bulletin> => client.must(statistics.bulletin, { query: period });

describe("the published half-year", () => {
  it("is imported whole, and prints exactly 836 = 119 + 60 + 41 + 36 + 8 + 4 + 4 + 564, 2,137 calls and 41 reports", async () => {
    for (const kind of IMPORT_KINDS)
      expect(await importFile(analyst, kind, publishedCsv(kind))).toMatchObject({
        state: "done",
        rows: PUBLISHED[kind],
        taken: PUBLISHED[kind],
        refused: 0,
      });
    const { video, calls, reports: told, ...rest } = await bulletin();
    expect(printed(video.byCategory)).toEqual(PUBLISHED.categories);
    expect(total(calls.byNature)).toBe(PUBLISHED.calls);
    expect(total(told.byNature)).toBe(PUBLISHED.reports);
    expect(JSON.stringify(rest)).not.toContain(String(PUBLISHED.interventions + PUBLISHED.calls + PUBLISHED.reports));
  });

  it("adds up in every way in which it is split", async () => {
    const { video, interventions: all, calls, reports: told } = await bulletin();
    for (const figures of [video, all])
      for (const [by, split] of Object.entries(figures)) expect(total(split), by).toBe(PUBLISHED.interventions);
    for (const split of [calls.byLine, calls.byNature, calls.byMonth]) expect(total(split)).toBe(PUBLISHED.calls);
    for (const split of [told.byNature, told.byChannel, told.byMonth, told.bySource]) expect(total(split)).toBe(PUBLISHED.reports);
    expect(printed(video.byOrigin)).toEqual([["video", PUBLISHED.interventions]]);
    expect(printed(video.bySector).map(([key]) => key)).toEqual(["SU1", "SU2", "?"]);
    expect(video.byMonth.parts.map(({ key }) => key)).toEqual(["2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06"]);
  });

  it("is the same whoever prints it, since it is the room's and not a sector's", async () => {
    const { madeAt: _one, checkpoint: _two, ...mine } = await bulletin();
    const { madeAt: _three, checkpoint: _four, ...theirs } = await bulletin(HALF_YEAR, await room.as("supervisor2"));
    expect(theirs).toEqual(mine);
  });

  it("adds nothing when the same files are brought again, and says of each row that it is there", async () => {
    for (const kind of IMPORT_KINDS)
      expect(await importFile(analyst, kind, publishedCsv(kind))).toMatchObject({ state: "done", taken: 0, refused: PUBLISHED[kind] });
    expect(total((await bulletin()).calls.byNature)).toBe(PUBLISHED.calls);
  });

  it.each(LANGUAGES)("goes out as CSV in %s: the same figures, each split with its total, and nothing that runs", async (language) => {
    const response = await analyst.fetch(`/api/bulletin.csv?from=${HALF_YEAR.from}&to=${HALF_YEAR.to}&language=${language}`);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="bulletin-2023-01-01-2023-06-30-${language}.csv"`);
    const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
    expect(text.startsWith("\ufeff")).toBe(true);
    const lines = text.slice(1).trim().split("\r\n");
    const counts = lines.slice(1).map((line) => Number(line.slice(line.lastIndexOf(",") + 1)));
    expect(counts.slice(0, 9)).toEqual([...PUBLISHED.categories.map(([, count]) => count), PUBLISHED.interventions]);
    expect(counts).toContain(PUBLISHED.calls);
    expect(lines.every((line) => !/(^|,)"?[=+@-]/.test(line))).toBe(true);
  });

  it("is in the log with its period, seen and taken out", async () => {
    await bulletin();
    const entries = await logEntries(room, `${HALF_YEAR.from}/${HALF_YEAR.to}`);
    expect(entries.at(-1)).toMatchObject({ type: "bulletin.viewed", actor_name: "analyst" });
    expect(entries.some(({ type }) => type === "bulletin.exported")).toBe(true);
  });
});

it("counts a local day whole: its first and last moment, and not the one after", async () => {
  const row = (at: string) => `${at},17,HLP,,,\r\n`;
  const head = "arrived_at,line,nature,sector,answered_after_s,duration_s\r\n";
  const file = head + ["2022-05-31T22:59:59Z", "2022-05-31T23:00:00Z", "2022-06-01T22:59:59Z", "2022-06-01T23:00:00Z"].map(row).join("");
  expect(await importFile(analyst, "calls", file)).toMatchObject({ taken: 4 });
  const { calls } = await bulletin({ from: "2022-06-01", to: "2022-06-01" });
  expect(printed(calls.byMonth)).toEqual([["2022-06", 2]]);
});

it("counts what the room itself worked, open and closed, and not what was cancelled or merged", async () => {
  const dispatcher = await room.as("dispatcher");
  const open = () => dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
  const [, cancelled, duplicate, target] = [await open(), await open(), await open(), await open()];
  await dispatcher.must(interventions.cancel, { params: cancelled, body: { version: cancelled.version, reason: "خطأ" } });
  await dispatcher.must(interventions.merge, { params: duplicate, body: { version: duplicate.version, into: target.interventionId } });
  const today = new Date(Date.now() + 3_600_000).toISOString().slice(0, 10);
  const { video, interventions: all } = await bulletin({ from: today, to: today });
  expect([total(video.byCategory), printed(all.byCategory), printed(all.byOrigin)]).toEqual([0, [["TRF", 2]], [["desk", 2]]]);
});

it("tells of reports that the room received what history does not know, apart from them, and says nothing where there are none", async () => {
  const history = await bulletin();
  expect(history.liveReports).toBeNull();
  expect(printed(history.reports.bySource)).toEqual([["imported", PUBLISHED.reports]]);
  const [citizen, taker] = [testClient(room.url), await room.as("call_taker")];
  const send = async (change = {}) => {
    const { reference } = await citizen.must(reports.send, { body: { ...reportBody(newCode(), PLACES.SU1), files: [], ...change } });
    const { rows } = await taker.must(reports.list, { query: { q: reference } });
    const params = { reportId: rows[0]?.reportId ?? "" };
    await taker.must(reports.open, { params });
    return params;
  };
  const [first, second] = [await send(), await send({ kind: "theft", sort: "complaint", language: "fr" })];
  const nuisance = await send({ kind: "other" });
  await taker.must(reports.tell, { params: first, body: { words: "دورية في الطريق" } });
  await taker.must(reports.makeIntervention, { params: second, body: {} });
  // A nuisance report is counted outside the bulletin, and its answer with it.
  await taker.must(reports.classify, { params: nuisance, body: { nature: "NUI" } });
  await taker.must(reports.tell, { params: nuisance, body: { words: "شكرا" } });
  await room.database.db.pool.query("update report set first_answer_at = received_at + interval '200 seconds' where report_id = $1", [
    first.reportId,
  ]);
  await room.database.db.pool.query("update report set first_answer_at = received_at + interval '400 seconds' where report_id = $1", [
    second.reportId,
  ]);
  await room.database.db.pool.query("update report set first_answer_at = received_at + interval '9 days' where report_id = $1", [
    nuisance.reportId,
  ]);
  const today = new Date(Date.now() + 3_600_000).toISOString().slice(0, 10);
  const { reports: all, liveReports: live } = await bulletin({ from: today, to: today });
  if (live === null) throw new Error("nothing is told of live reports");
  expect(printed(all.bySource)).toEqual([["live", 2]]);
  expect(printed(all.outside)).toEqual([["NUI", 1]]);
  expect(printed(live.byKind)).toEqual([
    ["theft", 1],
    ["obstacle", 1],
  ]);
  expect(printed(live.bySort)).toEqual([
    ["information", 1],
    ["complaint", 1],
  ]);
  expect(printed(live.byLanguage)).toEqual([
    ["ar", 1],
    ["fr", 1],
  ]);
  expect(printed(live.byCourse)).toEqual([
    ["joined", 1],
    ["apart", 1],
  ]);
  expect(live.firstAnswer).toEqual({ answered: 2, medianS: 300 });
  const csv = async (period: { from: string; to: string }) =>
    Buffer.from(await (await analyst.fetch(`/api/bulletin.csv?from=${period.from}&to=${period.to}&language=fr`)).arrayBuffer()).toString(
      "utf8",
    );
  expect(await csv({ from: today, to: today })).toContain("Médiane en secondes,300");
  expect(await csv(HALF_YEAR)).not.toContain("Signalements reçus par la salle");
});

it.each([
  ["2023-06-30", "2023-01-01"],
  ["2018-01-01", "2023-06-30"],
])("refuses a period from %s to %s", async (from, to) => {
  expect(await analyst.code(statistics.bulletin, { query: { from, to } })).toBe("bulletin.wrong_period");
  expect((await analyst.fetch(`/api/bulletin.csv?from=${from}&to=${to}`)).status).toBe(422);
});

it("is made while the room works: what is logged meanwhile does not stop it", async () => {
  let working = true;
  const call_taker = await room.as("call_taker");
  const work = Promise.all(
    Array.from({ length: 6 }, async () => {
      while (working) await call_taker.must(interventions.open, { body: { origin: "call", place: PLACES.SU1 } });
    }),
  );
  const codes = [];
  for (let n = 0; n < 20; n++) codes.push(await analyst.code(statistics.bulletin, { query: HALF_YEAR }));
  working = false;
  await work;
  expect(new Set(codes)).toEqual(new Set(["ok"]));
});

/** The published half-year as rows: real totals, invented details. */
const FOLDER = fileURLToPath(new URL("../../../simulator/history", import.meta.url));
it("prints the same figures from a room's own files", async () => {
  await using other = await startTestRoom();
  const [client, first] = [await other.as("analyst"), await other.as("first")];
  const sectors = new Set((await readFile(`${FOLDER}/ouargla-2023-interventions.csv`, "utf8")).match(/\bSU\d+\b/g));
  for (const sectorId of sectors)
    await first.must(identity.putSector, {
      params: { sectorId },
      body: { parentId: "SD1", names: { ar: sectorId, fr: sectorId, en: sectorId }, boundary: null },
    });
  for (const kind of IMPORT_KINDS) await importFile(client, kind, await readFile(`${FOLDER}/ouargla-2023-${kind}.csv`));
  const made = await bulletin(HALF_YEAR, client);
  expect(printed(made.video.byCategory)).toEqual(PUBLISHED.categories);
  expect([total(made.calls.byNature), total(made.reports.byNature)]).toEqual([PUBLISHED.calls, PUBLISHED.reports]);
});
