import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTime } from "../../calendar/index.ts";
import {
  checkHeader,
  contentOf,
  csvLine,
  FIRST_YEAR,
  IMPORT_CODES,
  IMPORT_COLUMNS,
  parseCsv,
  rowKey,
  rowReader,
  SOURCE_NUMBER,
  type ImportContext,
  type ImportKind,
} from "../index.ts";

const context: ImportContext = { sectors: new Set(["SU1", "SU3"]), at: Date.UTC(2026, 0, 1) };
const good = "2023-01-01T03:29:58+01:00,video,CAM,OTH.ASL,SU3,31.97333,-5.31699,2023-01-01T03:35:58+01:00,2023-01-01T04:54:58+01:00,22";
const call = "2023-01-01T08:27:30+01:00,17,GUI,SU3,10.1,292";

/** The good intervention with some columns replaced. */
function changed(changes: Partial<Record<(typeof IMPORT_COLUMNS.interventions)[number], string>>): string {
  const cells = good.split(",");
  return IMPORT_COLUMNS.interventions.map((column, i) => changes[column] ?? cells[i]).join(",");
}

/** `column: code` of all that is wrong with the lines of a file without its header. */
function problems(kind: ImportKind, ...lines: readonly string[]): string[] {
  const read = rowReader(kind, context);
  return parseCsv(lines.join("\n"))
    .map(read)
    .flatMap((row) => (row.ok ? [] : row.error.map((problem) => `${problem.column ?? "row"}: ${problem.code}`)));
}

const wrong = (changes: Parameters<typeof changed>[0]): string[] => problems("interventions", changed(changes));

describe("good rows", () => {
  test("an intervention", () => {
    expect(parseCsv(good).map(rowReader("interventions", context))).toEqual([
      {
        ok: true,
        value: {
          kind: "interventions",
          number: null,
          openedAt: Date.UTC(2023, 0, 1, 2, 29, 58),
          origin: "video",
          channel: "CAM",
          subcategory: "OTH.ASL",
          sectorId: "SU3",
          point: { lat: 31.97333, lon: -5.31699 },
          onSceneAt: Date.UTC(2023, 0, 1, 2, 35, 58),
          closedAt: Date.UTC(2023, 0, 1, 3, 54, 58),
          disposition: "22",
        },
      },
    ]);
  });

  test("without a closing time it is taken, with its disposition or without", () => {
    expect(wrong({ closed_at: "", disposition: "" })).toEqual([]);
    expect(wrong({ closed_at: "" })).toEqual([]);
  });

  test("what was never recorded may be empty; local times need no offset", () => {
    expect(wrong({ sector: "", lat: "", lon: "", on_scene_at: "", closed_at: "", disposition: "" })).toEqual([]);
    expect(wrong({ opened_at: "2023-01-01 03:29" })).toEqual([]);
  });

  test("a call and a report", () => {
    expect(parseCsv(call).map(rowReader("calls", context))).toMatchObject([
      { ok: true, value: { line: "17", nature: "GUI", answeredAfterS: 10.1, durationS: 292 } },
    ]);
    expect(problems("calls", "2023-01-01T08:27:30+01:00,1548,ABN,,,30")).toEqual([]);
    expect(problems("reports", "2023-01-10T15:02:31+01:00,APP,MIS,SU1,31.94,5.29")).toEqual([]);
  });
});

describe("bad rows say line, column and code", () => {
  test("each code where it belongs", () => {
    expect(wrong({ opened_at: "01/01/2023" })).toEqual(["opened_at: import.not_a_time"]);
    expect(wrong({ opened_at: "" })).toEqual(["opened_at: import.empty_cell"]);
    expect(wrong({ opened_at: "2099-01-01T00:00:00Z", on_scene_at: "", closed_at: "", disposition: "" })).toEqual([
      "opened_at: import.in_future",
    ]);
    for (const year of ["0000", "0001", "0999", "1023", "1961"])
      expect(wrong({ opened_at: `${year}-05-01T00:00`, on_scene_at: "", closed_at: "", disposition: "" })).toEqual([
        "opened_at: import.too_early",
      ]);
    expect(wrong({ opened_at: "1962-01-01T00:00", on_scene_at: "", closed_at: "", disposition: "" })).toEqual([]);
    expect(wrong({ on_scene_at: "0999-01-01T00:00" })).toContain("on_scene_at: import.too_early");
    expect(problems("calls", call.replace("2023-", "0000-"))).toEqual(["arrived_at: import.too_early"]);
    expect(wrong({ subcategory: "OTH.XXX" })).toEqual(["subcategory: import.unknown_subcategory"]);
    expect(wrong({ sector: "SU9" })).toEqual(["sector: import.unknown_sector"]);
    expect(wrong({ origin: "drone" })).toEqual(["origin: import.unknown_origin"]);
    expect(wrong({ channel: "FAX" })).toEqual(["channel: import.unknown_channel"]);
    expect(wrong({ channel: "L17" })).toEqual(["channel: import.channel_of_other_origin"]);
    expect(wrong({ disposition: "3" })).toEqual(["disposition: import.unknown_disposition"]);
    expect(wrong({ disposition: "" })).toEqual(["disposition: import.disposition_missing"]);
    expect(wrong({ lat: "91" })).toEqual(["lat: import.out_of_range"]);
    expect(wrong({ lon: "-180.1" })).toEqual(["lon: import.out_of_range"]);
    expect(wrong({ lat: "31,9" })).toEqual(["row: import.cell_count"]);
    expect(wrong({ lat: "north" })).toEqual(["lat: import.not_a_number"]);
    expect(wrong({ lat: "" })).toEqual(["lat: import.half_place"]);
    expect(wrong({ lon: "" })).toEqual(["lon: import.half_place"]);
    expect(wrong({ on_scene_at: "2023-01-01T03:00:00+01:00" })).toEqual(["on_scene_at: import.before_opening"]);
    expect(wrong({ closed_at: "2023-01-01T03:00:00+01:00" })).toEqual(["closed_at: import.before_opening"]);
    expect(wrong({ closed_at: "2023-01-01T03:30:00+01:00" })).toEqual(["closed_at: import.before_arrival"]);
    expect(problems("calls", call.replace(",17,", ",115,"))).toEqual(["line: import.unknown_line"]);
    expect(problems("calls", call.replace("GUI", "ZZZ"))).toEqual(["nature: import.unknown_nature"]);
    expect(problems("calls", call.replace("10.1", "-1"))).toEqual(["answered_after_s: import.out_of_range"]);
    expect(problems("reports", "2023-01-10T15:02:31+01:00,CAM,ABN,SU1,31.94,5.29")).toEqual([
      "channel: import.unknown_channel",
      "nature: import.unknown_nature",
    ]);
  });

  test("formulas are refused in text and in number columns; a negative number is none", () => {
    for (const start of ["=", "+", "-", "@", "\t", "＝"]) expect(wrong({ sector: `${start}SU3` })).toEqual(["sector: import.formula"]);
    expect(wrong({ sector: `"=HYPERLINK(""http://x"",""y"")"` })).toEqual(["sector: import.formula"]);
    expect(wrong({ lon: "=1+1" })).toEqual(["lon: import.formula"]);
    expect(wrong({ lon: "-5.31699" })).toEqual([]);
  });

  test("all that is wrong with a row is told at once, with what was found", () => {
    expect(wrong({ opened_at: "x", origin: "y", lat: "z" })).toHaveLength(3);
    const [row] = parseCsv(`\n\n${changed({ sector: `SU${"9".repeat(100)}` })}`).map(rowReader("interventions", context));
    expect(row).toMatchObject({ error: [{ line: 3, column: "sector", params: { value: `SU${"9".repeat(38)}` } }] });
  });

  test("a second row of the same event, whatever became of it", () => {
    const again = changed({ closed_at: "2023-01-01T05:00:00+01:00", disposition: "03" });
    const read = rowReader("interventions", context);
    const rows = parseCsv([good, changed({ sector: "SU1" }), again].join("\n")).map(read);
    expect(rows.map((row) => row.ok)).toEqual([true, true, false]);
    expect(rows[2]).toMatchObject({ error: [{ line: 3, column: null, code: "import.duplicate", params: { first: 1 } }] });
  });

  test("a year that cannot be is told with line, column, value and the first year that can", () => {
    const [row] = parseCsv(`\n${call.replace("2023-", "0999-")}`).map(rowReader("calls", context));
    expect(row).toMatchObject({
      error: [{ line: 2, column: "arrived_at", params: { value: "0999-01-01T08:27:30+01:00", year: FIRST_YEAR } }],
    });
  });

  test("broken quotes and missing cells", () => {
    expect(problems("calls", 'a,"b')).toEqual(["row: import.quotes"]);
    expect(problems("calls", "a,b")).toEqual(["row: import.cell_count"]);
  });

  test("whatever the cells hold, a row is read or refused with codes of the list, never both and never a crash", () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("video", "CAM", "OTH.ASL", "SU1", "31.9", "22", "", "-1", "17", "GUI", "APP"),
      fc.integer({ min: 0, max: 2e12 }).map(formatTime),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<ImportKind>("interventions", "calls", "reports"),
        fc.array(cell, { minLength: 2, maxLength: 11 }),
        (kind, cells) => {
          const [record] = parseCsv(csvLine(cells));
          if (!record) return;
          const row = rowReader(kind, context)(record);
          if (row.ok) return;
          expect(row.error.length).toBeGreaterThan(0);
          for (const problem of row.error) expect(IMPORT_CODES).toContain(problem.code);
        },
      ),
    );
  });
});

describe("the number of the source", () => {
  const columns = [...IMPORT_COLUMNS.calls, SOURCE_NUMBER];
  const numbered = (...numbers: readonly string[]) =>
    parseCsv(numbers.map((number) => `${call},${number}`).join("\n")).map(rowReader("calls", context, columns));
  const keyOf = (source: string | null, number: string) => {
    const [row] = numbered(number);
    return row?.ok ? rowKey(row.value, source) : null;
  };

  test("tells rows apart that are alike in everything else, in one file too; an empty one leaves the old rule", () => {
    expect(numbered("A-1", "A-2", "", "").map((row) => (row.ok ? row.value.number : row.error[0]?.code))).toEqual([
      "A-1",
      "A-2",
      null,
      "import.duplicate",
    ]);
  });

  test("is no formula, and no text", () => {
    expect(numbered("=1", "x".repeat(101)).map((row) => (row.ok ? "" : row.error[0]?.code))).toEqual([
      "import.formula",
      "import.wrong_source_number",
    ]);
  });

  test("belongs to its source, however that is written; without it the beginning is the key", () => {
    expect(keyOf("Sûreté  de wilaya ", "7")).toBe(keyOf("sûreté de wilaya", "7"));
    expect(keyOf("another", "7")).not.toBe(keyOf("sûreté de wilaya", "7"));
    expect(keyOf(null, "7")).toBe(keyOf("another", ""));
  });

  test("a content is equal exactly where nothing but the number differs", () => {
    const [one, two] = numbered("1", "2");
    const [other] = parseCsv(`${call.replace("292", "293")},1`).map(rowReader("calls", context, columns));
    const contents = [one, two, other].map((row) => (row?.ok ? contentOf(row.value) : null));
    expect(contents[0]).toBe(contents[1]);
    expect(contents[0]).not.toBe(contents[2]);
  });
});

test("the header is exactly the one of the kind, with the number of the source behind it or not", () => {
  expect(checkHeader("calls", [...IMPORT_COLUMNS.calls, SOURCE_NUMBER])).toEqual({
    ok: true,
    value: [...IMPORT_COLUMNS.calls, SOURCE_NUMBER],
  });
  expect(checkHeader("calls", [SOURCE_NUMBER, ...IMPORT_COLUMNS.calls])).toMatchObject({ error: { code: "import.wrong_columns" } });
  expect(checkHeader("calls", IMPORT_COLUMNS.calls).ok).toBe(true);
  expect(checkHeader("calls", IMPORT_COLUMNS.reports)).toMatchObject({ error: { code: "import.wrong_columns" } });
  expect(checkHeader("calls", [IMPORT_COLUMNS.calls.join(";")])).toEqual({ ok: false, error: { code: "import.semicolons" } });
});
