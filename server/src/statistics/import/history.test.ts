import { interventions } from "@amaliyat/contract/interventions";
import { statistics, type ImportJob } from "@amaliyat/contract/statistics";
import { IMPORT_COLUMNS, parseCsv, SOURCE_NUMBER, totalOf, type ImportKind } from "@amaliyat/domain/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importEnds, startImport } from "../../testing/things/imports.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
let analyst: TestClient;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom();
  [analyst, dispatcher] = [await room.as("analyst"), await room.as("dispatcher")];
});
afterAll(() => room[Symbol.asyncDispose]());

type Row = { intervention_id: string; reference: string; kind: string; version: number; subcategory: string; closed_at: Date | null };
const rowsWhere = async (condition: string): Promise<Row[]> =>
  (await room.database.db.pool.query<Row>(`select * from intervention where ${condition} order by reference`)).rows;
const number = async (table: "intervention_number" | "history_number", year: number): Promise<number> =>
  (await room.database.db.pool.query<{ last: number }>(`select last from ${table} where year = $1`, [year])).rows[0]?.last ?? 0;

const headOf = (kind: ImportKind, numbered: boolean): string => [...IMPORT_COLUMNS[kind], ...(numbered ? [SOURCE_NUMBER] : [])].join(",");
const fileOf = (kind: ImportKind, numbered: boolean, ...rows: readonly string[]): string =>
  [headOf(kind, numbered), ...rows, ""].join("\r\n");

async function importFile(kind: ImportKind, file: string, source?: string): Promise<ImportJob> {
  const started = await startImport(analyst, kind, file, `${kind}.csv`, source);
  if (!started.ok) throw new Error(started.error.code);
  return importEnds(analyst, started.value.importId);
}
const countsOf = ({ state, taken, corrected, closed, unchanged, refused }: ImportJob) => ({
  state,
  taken,
  corrected,
  closed,
  unchanged,
  refused,
});
const counts = (more: Partial<ReturnType<typeof countsOf>>) => ({
  state: "done",
  taken: 0,
  corrected: 0,
  closed: 0,
  unchanged: 0,
  refused: 0,
  ...more,
});
const errorsOf = async ({ importId }: ImportJob, language = "en"): Promise<(readonly string[])[]> => {
  const response = await analyst.fetch(`/api/imports/${importId}/errors.csv?language=${language}`);
  return parseCsv((await response.text()).replace("\ufeff", ""))
    .slice(1)
    .map(({ cells }) => cells);
};
const openOne = () => dispatcher.ask(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "OTH.AST" } });
const referenceOf = async (): Promise<string> => {
  const opened = await openOne();
  return opened.ok ? opened.value.reference : opened.error.code;
};
const year = new Date(Date.now() + 3_600_000).getUTCFullYear();

describe("references", () => {
  const row = (minute: number, more = "") =>
    `${year}-01-02T10:${String(minute).padStart(2, "0")}:00+01:00,call,L17,OTH.AST,SU1,,,,,${more}`;

  it("of history are a series of their own, drawn for new rows alone", async () => {
    const live = await number("intervention_number", year);
    expect(countsOf(await importFile("interventions", fileOf("interventions", false, row(1), row(2), "bad,row", row(1))))).toEqual(
      counts({ taken: 2, refused: 2 }),
    );
    expect(countsOf(await importFile("interventions", fileOf("interventions", false, row(1), row(2), row(3))))).toEqual(
      counts({ taken: 1, refused: 2 }),
    );
    expect((await rowsWhere("import_id is not null")).map(({ reference }) => reference)).toEqual(
      [1, 2, 3].map((nth) => `H-${year}-00000${nth}`),
    );
    expect([await number("history_number", year), await number("intervention_number", year)]).toEqual([3, live]);
  });

  it("are not used up by a file that is cancelled", async () => {
    const before = await number("history_number", 2018);
    const client = await room.database.db.pool.connect();
    await client.query("begin; lock table intervention in share mode");
    const started = await startImport(analyst, "interventions", fileOf("interventions", false, "2018-01-02T10:00,call,L17,OTH.AST,,,,,,"));
    if (!started.ok) throw new Error(started.error.code);
    await analyst.must(statistics.cancelImport, { params: { importId: started.value.importId } });
    await client.query("commit");
    client.release();
    expect(await importEnds(analyst, started.value.importId)).toMatchObject({ state: "cancelled", taken: 0 });
    // A cancelled import is over at once; its job a moment later.
    const jobs = async () => (await room.database.db.pool.query("select from graphile_worker._private_jobs")).rowCount;
    await expect.poll(jobs, { timeout: 20_000 }).toBe(0);
    expect(await number("history_number", 2018)).toBe(before);
  });

  it("of openings go on behind 999999, and past numbers that are taken", async () => {
    await referenceOf();
    const set = (last: number) => room.database.db.pool.query("update intervention_number set last = $1 where year = $2", [last, year]);
    await set(999_998);
    expect([await referenceOf(), await referenceOf(), await referenceOf()]).toEqual([
      `${year}-999999`,
      `${year}-1000000`,
      `${year}-1000001`,
    ]);
    await set(999_998);
    expect(await referenceOf()).toBe(`${year}-1000002`);
  });
});

describe("an impossible year", () => {
  it.each([
    ["ar", /0999.*1962/u],
    ["fr", /0999.*1962/u],
    ["en", /0999.*1962/u],
  ])("costs its line alone, and names line, column and value in %s", async (language, sentence) => {
    const day = { ar: "03", fr: "04", en: "05" }[language];
    const rows = [`2017-02-${day}T10:00`, `0999-02-${day}T10:00`, `2017-02-${day}T11:00`].map((at) => `${at},call,L17,OTH.AST,,,,,,`);
    const job = await importFile("interventions", fileOf("interventions", false, ...rows));
    expect(countsOf(job)).toEqual(counts({ taken: 2, refused: 1 }));
    const [error = []] = await errorsOf(job, language);
    expect(error.slice(0, 3)).toEqual(["3", "opened_at", "import.too_early"]);
    expect(error[3]).toMatch(sentence);
  });

  it("in every row takes nothing in, says so of each, and uses nothing up", async () => {
    const before = [await number("history_number", 999), await number("history_number", 2024)];
    const rows = Array.from(
      { length: 1_200 },
      (_, nth) => `0024-01-01T00:${String(nth % 60).padStart(2, "0")}:00,call,L17,OTH.AST,,${nth},,,,`,
    );
    const job = await importFile("interventions", fileOf("interventions", false, ...rows));
    expect(countsOf(job)).toEqual(counts({ refused: 1_200 }));
    expect(new Set((await errorsOf(job)).map(([line]) => line)).size).toBe(1_200);
    expect([await number("history_number", 999), await number("history_number", 2024)]).toEqual(before);
    const call = await importFile("calls", fileOf("calls", false, "0000-05-01T00:00:00Z,17,HLP,,,", "2017-05-01T00:00:00Z,17,HLP,,,"));
    expect(countsOf(call)).toEqual(counts({ taken: 1, refused: 1 }));
  });
});

describe("history without a closing time", () => {
  it("is closed, time unknown: no open work, and a figure that says how many", async () => {
    const file = fileOf(
      "interventions",
      false,
      "2016-03-01T10:00,video,CAM,OTH.AST,SU1,,,,,",
      "2016-03-01T11:00,video,CAM,OTH.AST,SU1,,,,,22",
      "2016-03-01T12:00,video,CAM,OTH.AST,SU1,,,,2016-03-01T13:00,22",
    );
    expect(countsOf(await importFile("interventions", file))).toEqual(counts({ taken: 3 }));
    const list = await dispatcher.must(interventions.list, { query: { from: "2016-03-01T00:00:00Z", to: "2016-03-02T00:00:00Z" } });
    expect(list.rows.map(({ state, closedAt, disposition }) => [state, closedAt, disposition])).toEqual([
      ["closed", "2016-03-01T12:00:00.000Z", "22"],
      ["closed", null, "22"],
      ["closed", null, null],
    ]);
    const open = await dispatcher.must(interventions.list, { query: { state: "open", to: "2016-04-01T00:00:00Z" } });
    expect(open.rows).toEqual([]);
    const { video } = await analyst.must(statistics.bulletin, { query: { from: "2016-03-01", to: "2016-03-31" } });
    expect(video.byEnding.parts).toEqual([
      { key: "closed", count: 1 },
      { key: "time_unknown", count: 2 },
      { key: "open", count: 0 },
    ]);
    expect(totalOf({ of: "interventions", ...video.byEnding }).count).toBe(totalOf({ of: "interventions", ...video.byCategory }).count);
  });

  it("can be reopened and closed by people like any other", async () => {
    const [row] = await rowsWhere("opened_at = '2016-03-01T09:00:00Z'");
    if (row === undefined) throw new Error("no row");
    const params = { interventionId: row.intervention_id };
    const reopened = await dispatcher.must(interventions.reopen, { params, body: { version: row.version, reason: "عاد" } });
    expect(reopened.state).toBe("open");
    const body = { version: reopened.version, disposition: "03" as const, outcome: "تم" };
    expect(await dispatcher.must(interventions.close, { params, body })).toMatchObject({ state: "closed", disposition: "03" });
  });
});

describe("the number of the source", () => {
  const SOURCE = "سجل الأمن الحضري الأول";
  const acts = (...rows: readonly string[]) => importFile("interventions", fileOf("interventions", true, ...rows), SOURCE);
  const act = (source: string, more: { at?: string; sub?: string; scene?: string; closed?: string; end?: string } = {}) =>
    [
      more.at ?? "2015-06-01T10:00",
      "call",
      "L17",
      more.sub ?? "OTH.AST",
      "SU1",
      "",
      "",
      more.scene ?? "",
      more.closed ?? "",
      more.end ?? "",
      source,
    ].join(",");

  it("needs the name of its source", async () => {
    const refused = await startImport(analyst, "interventions", fileOf("interventions", true, act("1")));
    expect(refused).toMatchObject({ error: { status: 422, code: "import.source_missing" } });
  });

  it("tells rows apart that are alike, knows a row again, and never counts it twice", async () => {
    expect(countsOf(await acts(act("A-1"), act("A-2"), act("A-3")))).toEqual(counts({ taken: 3 }));
    expect(countsOf(await acts(act("A-1"), act("A-2"), act("A-3"), act("A-4")))).toEqual(counts({ taken: 1, unchanged: 3 }));
    const other = await importFile("interventions", fileOf("interventions", true, act("A-1")), "another source");
    expect(countsOf(other)).toEqual(counts({ taken: 1 }));
  });

  it("a corrected row replaces the figures of the old one, with an event that says what was corrected", async () => {
    const before = await number("history_number", 2015);
    const job = await acts(act("A-1", { sub: "THF.PHN", at: "2015-06-01T10:05" }));
    expect(countsOf(job)).toEqual(counts({ corrected: 1 }));
    const rows = await rowsWhere("subcategory = 'THF.PHN' and import_id is not null");
    expect(rows).toMatchObject([{ version: 2, kind: "closed" }]);
    expect(await number("history_number", 2015)).toBe(before);
    const card = await dispatcher.must(interventions.card, { params: { interventionId: rows[0]?.intervention_id ?? "" } });
    expect(card.events).toMatchObject([
      {
        kind: "corrected",
        by: "analyst",
        data: { importId: job.importId, before: { subcategory: "OTH.AST" }, after: { subcategory: "THF.PHN" } },
      },
    ]);
    expect((await logEntries(room, job.importId)).at(-1)).toMatchObject({ type: "import.ended", detail: { corrected: 1, taken: 0 } });
    expect(await rowsWhere("import_beginning like '%|L17|OTH.AST|%' and opened_at < '2015-06-01T09:01Z'")).toHaveLength(4);
  });

  it("a later closing closes it, once, also in the same file", async () => {
    const closing = { closed: "2015-06-01T11:00", end: "03" };
    expect(countsOf(await acts(act("A-2", closing)))).toEqual(counts({ closed: 1 }));
    expect(countsOf(await acts(act("A-2", closing)))).toEqual(counts({ unchanged: 1 }));
    expect(countsOf(await acts(act("B-1"), act("B-1", closing), act("B-1", closing)))).toEqual(
      counts({ taken: 1, closed: 1, unchanged: 1 }),
    );
    expect(await rowsWhere("closed_at = '2015-06-01T10:00:00Z'")).toHaveLength(2);
  });

  it("people of the room who took it up are not overwritten, and the line says so", async () => {
    const [row] = await rowsWhere("subcategory = 'THF.PHN' and import_id is not null");
    if (row === undefined) throw new Error("no row");
    await dispatcher.must(interventions.reopen, {
      params: { interventionId: row.intervention_id },
      body: { version: row.version, reason: "عاد" },
    });
    const job = await acts(act("A-1", { sub: "SUS.PER" }));
    expect(countsOf(job)).toEqual(counts({ refused: 1 }));
    expect((await errorsOf(job))[0]?.slice(0, 3)).toEqual(["2", "", "import.worked_here"]);
    expect((await rowsWhere(`intervention_id = '${row.intervention_id}'`))[0]).toMatchObject({ kind: "open", subcategory: "THF.PHN" });
  });

  it("names what came once without it, instead of counting it again; without it the old rule stands, and says so", async () => {
    const bare = ["2014-06-01T10:00,17,HLP,SU1,5,60", "2014-06-01T10:01,17,HLP,SU1,5,60"];
    expect(countsOf(await importFile("calls", fileOf("calls", false, ...bare)))).toEqual(counts({ taken: 2 }));
    const numbered = bare.map((row, nth) => `${row},N-${nth}`);
    expect(countsOf(await importFile("calls", fileOf("calls", true, ...numbered, `${bare[0]},N-7`), SOURCE))).toEqual(
      counts({ taken: 1, unchanged: 2 }),
    );
    expect(countsOf(await importFile("calls", fileOf("calls", true, `2014-06-01T10:00,104,HLP,SU1,5,60,N-0`), SOURCE))).toEqual(
      counts({ corrected: 1 }),
    );
    const again = await importFile("calls", fileOf("calls", false, bare[1] ?? ""));
    expect(countsOf(again)).toEqual(counts({ refused: 1 }));
    expect((await errorsOf(again))[0]?.[3]).toContain("recognised by its content");
    expect((await analyst.must(statistics.imports, {})).find(({ importId }) => importId === again.importId)?.source).toBeNull();
    const { calls } = await analyst.must(statistics.bulletin, { query: { from: "2014-06-01", to: "2014-06-30" } });
    expect(totalOf({ of: "calls", ...calls.byLine }).count).toBe(3);
  });
});
