import { statistics } from "@amaliyat/contract/statistics";
import { ERRORS, isErrorCode } from "@amaliyat/contract/errors";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { IMPORT_COLUMNS, parseCsv, type ImportKind } from "@amaliyat/domain/statistics";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { importEnds, importFile, startImport } from "../../testing/things/imports.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { publishedCsv } from "../../testing/things/published-year.ts";
import { openScreen } from "../../testing/screen.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
let analyst: TestClient;
beforeAll(async () => {
  room = await startTestRoom();
  analyst = await room.as("analyst");
});
afterAll(() => room[Symbol.asyncDispose]());

const fileOf = (kind: ImportKind, ...rows: string[]): string =>
  [IMPORT_COLUMNS[kind].join(","), ...rows].map((row) => `${row}\r\n`).join("");
/** A sentence of the room with anything in its placeholders but a placeholder. */
function sentenceOf(code: string, language: Language): RegExp {
  if (!isErrorCode(code)) throw new Error(`no such code: ${code}`);
  const pattern = ERRORS[code][language].replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^{}]+");
  return new RegExp(`^${pattern}$`);
}
const begin = (body: string) => ({ query: { kind: "calls" as const, fileName: "calls.csv" }, body });
const count = async (table: string, where = "true") => (await room.database.db.pool.query(`select from ${table} where ${where}`)).rowCount;
const errorsOf = async (importId: string, language: Language) => {
  const response = await analyst.fetch(`/api/imports/${importId}/errors.csv?language=${language}`);
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  return parseCsv(
    Buffer.from(await response.arrayBuffer())
      .toString("utf8")
      .slice(1),
  ).map(({ cells }) => cells);
};

/** Locks a table, so that every import stops at its first row until the lock is released. */
async function lockTable(table: string): Promise<{ letGo: () => Promise<void> }> {
  const client: PoolClient = await room.database.db.pool.connect();
  await client.query(`begin; lock table ${table} in share mode`);
  return {
    async letGo() {
      await client.query("commit");
      client.release();
    },
  };
}

it("three files of one person may wait at once; the next is taken when one of them is over", async () => {
  const row = "2023-02-01T10:00:00+01:00,17,HLP,,1,1";
  const file = (nth: number): string => fileOf("calls", row.replace("10:00", `10:0${nth}`));
  const held = await lockTable("call");
  const started: string[] = [];
  for (let nth = 0; nth < 3; nth++) started.push((await analyst.must(statistics.startImport, begin(file(nth)))).importId);
  expect(await analyst.code(statistics.startImport, begin(file(3)))).toBe("import.too_many_open");
  await analyst.must(statistics.cancelImport, { params: { importId: started[2] ?? "" } });
  started[2] = (await analyst.must(statistics.startImport, begin(file(3)))).importId;
  await held.letGo();
  for (const importId of started) await importEnds(analyst, importId);
});

describe("bad rows", () => {
  // Line 1 is the header; each row with what is wrong with it: column and code.
  const rows: [string, ...[string, string][]][] = [
    ["2023-02-01T10:00:00+01:00,video,CAM,TRF.OBS,SU1,31.905,5.305,,,"],
    ["31/02/2023 10:00,video,CAM,TRF.OBS,SU1,,,,,", ["opened_at", "import.not_a_time"]],
    ["2199-02-01T10:00:00+01:00,video,CAM,TRF.OBS,SU1,,,,,", ["opened_at", "import.in_future"]],
    [",video,CAM,TRF.OBS,SU1,,,,,", ["opened_at", "import.empty_cell"]],
    [
      "2023-02-01T11:00:00+01:00,vidéo,CAM,TRF.XXX,SU9,,,,,",
      ["origin", "import.unknown_origin"],
      ["subcategory", "import.unknown_subcategory"],
      ["sector", "import.unknown_sector"],
    ],
    ["2023-02-01T12:00:00+01:00,call,CAM,TRF.OBS,,,,,,", ["channel", "import.channel_of_other_origin"]],
    ["2023-02-01T13:00:00+01:00,video,CAM,TRF.OBS,,91,5.3,,,", ["lat", "import.out_of_range"]],
    ["2023-02-01T14:00:00+01:00,video,CAM,TRF.OBS,,31.9,,,,", ["lon", "import.half_place"]],
    ["2023-02-01T15:00:00+01:00,video,CAM,TRF.OBS,,,,2023-02-01T14:00:00+01:00,,", ["on_scene_at", "import.before_opening"]],
    ["2023-02-01T16:00:00+01:00,video,CAM,TRF.OBS,,,,,2023-02-01T17:00:00+01:00,", ["disposition", "import.disposition_missing"]],
    ['2023-02-01T17:00:00+01:00,video,CAM,"=HYPERLINK(""http://x"",""y"")",,,,,,', ["subcategory", "import.formula"]],
    ["2023-02-01T18:00:00+01:00,video,CAM,TRF.OBS,@SUM(A1),,,,,", ["sector", "import.formula"]],
    ["2023-02-01T19:00:00+01:00,video,CAM,TRF.OBS", ["", "import.cell_count"]],
    ['2023-02-01T20:00:00+01:00,"video,CAM,TRF.OBS,SU1,,,,,', ["", "import.quotes"]],
    ["2023-02-01T10:00:00+01:00,video,CAM,TRF.OBS,SU1,31.905,5.305,,,", ["", "import.duplicate"]],
    ["2023-02-01T21:00:00+01:00,video,CAM,TRF.OBS,,,,,,"],
  ];
  const wanted = rows.flatMap(([, ...problems], n) => problems.map(([column, code]) => [String(n + 2), column, code]));
  let importId = "";

  it("are refused one by one, the good ones between them are in, and no bad one is half in", async () => {
    const job = await importFile(analyst, "interventions", fileOf("interventions", ...rows.map(([row]) => row)));
    ({ importId } = job);
    const bad = rows.filter((row) => row.length > 1).length;
    expect(job).toMatchObject({ state: "done", rows: rows.length, read: rows.length, taken: rows.length - bad, refused: bad });
    expect(await count("intervention", `import_id = '${importId}'`)).toBe(rows.length - bad);
    expect((await logEntries(room, importId)).map(({ type, actor_name }) => [type, actor_name])).toEqual([
      ["import.started", "analyst"],
      ["import.ended", null],
    ]);
  });

  it.each(LANGUAGES)(
    "stand in the error file with line, column, code and a sentence in %s, and as they came, but none runs",
    async (language) => {
      const [, ...told] = await errorsOf(importId, language);
      expect(told.map((cells) => cells.slice(0, 3))).toEqual(wanted);
      for (const [line, , code = "", sentence = "", raw = ""] of told) {
        expect(sentence).toMatch(sentenceOf(code, language));
        expect(raw).not.toMatch(/^[=+@]/);
        expect(raw.replace(/^'/, "").slice(0, 10)).toBe(rows[Number(line) - 2]?.[0].slice(0, 10));
      }
    },
  );

  it("of calls and reports are refused by the same rules", async () => {
    const call = await importFile(
      analyst,
      "calls",
      fileOf("calls", "2023-02-01T10:00:00+01:00,18,HLP,,x,-1", "2023-02-01T10:00:00+01:00,17,ABN,,,"),
    );
    expect(call).toMatchObject({ taken: 1, refused: 1 });
    expect((await errorsOf(call.importId, "en")).slice(1).map((cells) => cells.slice(0, 3))).toEqual([
      ["2", "line", "import.unknown_line"],
      ["2", "answered_after_s", "import.not_a_number"],
      ["2", "duration_s", "import.out_of_range"],
    ]);
    const report = await importFile(analyst, "reports", fileOf("reports", "2023-02-01T10:00:00+01:00,APP,ABN,,,"));
    expect(report).toMatchObject({ taken: 0, refused: 1 });
  });
});

describe("a file that cannot be one of its kind is refused at once, and nothing of it is kept", () => {
  const calls = publishedCsv("calls");
  const arabic = Buffer.from(fileOf("calls", "x")).toString("latin1") + "\xc7\xe1\xe3\xdf\xc7\xe1\xe3\xc7\xca";
  it.each([
    ["UTF-16", Buffer.from(`\ufeff${calls}`, "utf16le"), "import.utf16"],
    ["Windows-1256", Buffer.from(arabic, "latin1"), "import.windows_1256"],
    ["no UTF-8", Buffer.from(`${fileOf("calls")}\x80\x81`, "latin1"), "import.not_utf8"],
    ["a spreadsheet", Buffer.from("PK\x03\x04 and more", "latin1"), "import.spreadsheet"],
    ["nothing", Buffer.alloc(0), "import.empty_file"],
    ["semicolons", calls.replaceAll(",", ";"), "import.semicolons"],
    ["columns of another kind", publishedCsv("reports"), "import.wrong_columns"],
    ["a column more", calls.replaceAll("\r\n", ",x\r\n"), "import.wrong_columns"],
    ["no header", "2023-01-01T08:00:00+01:00,17,HLP,SU1,1,1\r\n", "import.wrong_columns"],
  ])("%s", async (_, file, code) => {
    const before = await count("import_job");
    const refused = await startImport(analyst, "calls", file);
    expect(refused).toMatchObject({ error: { status: 422, code } });
    if (!refused.ok && code === "import.wrong_columns") expect(refused.error.text.fr).toContain(IMPORT_COLUMNS.calls.join(","));
    expect(await count("import_job")).toBe(before);
  });

  it("but a byte-order mark, other line ends and an empty end of the file are borne", async () => {
    const row = (minute: string) => `2021-03-01T10:${minute}:00+01:00,17,HLP,SU1,1,1`;
    const head = IMPORT_COLUMNS.calls.join(",");
    expect(await importFile(analyst, "calls", `\ufeff${head}\r\n${row("00")}\r\n\r\n`)).toMatchObject({ taken: 1, refused: 0 });
    expect(await importFile(analyst, "calls", `${head}\n${row("01")}\n${row("02")}`)).toMatchObject({ taken: 2, refused: 0 });
    expect(await importFile(analyst, "calls", `${head}\r\n`)).toMatchObject({ state: "done", rows: 0, taken: 0 });
  });
});

describe("while it runs", () => {
  const file = fileOf(
    "calls",
    ...Array.from({ length: 2_500 }, (_, n) => `2020-01-01T00:00:00.${String(n % 1000).padStart(3, "0")}+01:00,17,HLP,,${n},`),
  );

  it("it tells how far it is; cancelled in the middle it leaves no row, no error, and an entry in the log", async () => {
    const held = await lockTable("call");
    const screen = await openScreen(analyst);
    const started = await startImport(analyst, "calls", file);
    if (!started.ok) throw new Error(started.error.code);
    const { importId } = started.value;
    await screen.happens("import", ({ row }) => row.importId === importId && row.state === "running" && row.read === 2_500);
    expect(await analyst.must(statistics.cancelImport, { params: { importId } })).toMatchObject({ state: "cancelled", taken: 0 });
    await held.letGo();
    await vi.waitFor(async () => expect(await count("graphile_worker._private_jobs")).toBe(0), { timeout: 10_000 });
    expect(await importEnds(analyst, importId)).toMatchObject({ state: "cancelled", taken: 0 });
    for (const table of ["call", "import_error", "import_part"]) expect(await count(table, `import_id = '${importId}'`)).toBe(0);
    expect(await analyst.code(statistics.cancelImport, { params: { importId } })).toBe("import.already_ended");
    expect((await logEntries(room, importId)).filter(({ outcome }) => outcome === "done").map(({ type }) => type)).toEqual([
      "import.started",
      "import.cancelled",
    ]);
    screen.socket.terminate();
  });

  it("the same file brought twice at once is taken once", async () => {
    const started = await Promise.all([startImport(analyst, "calls", file), startImport(analyst, "calls", file)]);
    const jobs = await Promise.all(started.map((each) => importEnds(analyst, each.ok ? each.value.importId : "")));
    expect(jobs.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(jobs.map(({ taken }) => taken).toSorted((a, b) => a - b)).toEqual([0, 2_500]);
    expect(await count("call", "arrived_at < '2020-01-02'")).toBe(2_500);
  });
});

it("is for analysts; a supervisor sees how far one is, and not its rows", async () => {
  const supervisor = await room.as("supervisor");
  const [job] = await supervisor.must(statistics.imports, {});
  expect(job?.startedBy).toBe("analyst");
  expect((await supervisor.fetch(`/api/imports/${job?.importId}/errors.csv`)).status).toBe(403);
  expect(await supervisor.code(statistics.cancelImport, { params: { importId: job?.importId ?? "" } })).toBe("access.not_your_role");
});
