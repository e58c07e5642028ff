import { ROLES } from "@amaliyat/domain/identity";
import { describe, expect, it } from "vitest";
import { linesSearch, queryOf, refined, viewsOf } from "./lines-search.ts";
import { maskedNumber, spacedNumber } from "./phone-words.ts";

describe("an address of the lines", () => {
  it("is read as far as it is understood; a number stands for itself", () => {
    expect(linesSearch({ view: "calls", line: 17, q: 661, state: "open", nature: "ACC", ending: "lost", from: "2026-03-01" })).toEqual({
      view: "calls",
      line: "17",
      q: "661",
      state: "open",
      nature: "ACC",
      ending: "lost",
      from: "2026-03-01",
    });
    expect(
      linesSearch({ view: "cellar", line: "x", state: 3, nature: "XXX", ending: "good", from: "2026-02-30", part: "roof", of: "ships" }),
    ).toEqual({});
  });

  it("opens to each role what the role may call", () => {
    const views = Object.fromEntries(ROLES.map((role) => [role, viewsOf(role)]));
    expect(views["call_taker"]).toEqual(["board", "calls", "back"]);
    expect(views["supervisor"]).toEqual(["board", "calls", "back", "supervise", "settings", "figures"]);
    expect(views["evidence_officer"]).toEqual(["recordings"]);
    expect(views["administrator"]).toEqual(["settings"]);
    expect(views["analyst"]).toEqual(["figures"]);
    expect(views["auditor"]).toEqual([]);
  });

  it("narrows and widens, and asks for whole local days", () => {
    const filter = refined(refined({ q: "12" }, { line: "17", from: "2026-03-01", to: "2026-03-01" }), { q: undefined });
    expect(filter).toEqual({ line: "17", from: "2026-03-01", to: "2026-03-01" });
    expect(queryOf({ ...filter, state: "ended" })).toEqual({
      line: "17",
      open: "false",
      from: "2026-02-28T23:00:00.000Z",
      to: "2026-03-01T23:00:00.000Z",
    });
  });
});

describe("a number", () => {
  it("is read in pairs where it is of the country", () => {
    expect(spacedNumber("+213661234517")).toBe("06 61 23 45 17");
    expect(spacedNumber("031123456")).toBe("031 12 34 56");
    expect(spacedNumber("+33123456789")).toBe("+33123456789");
    expect(spacedNumber("1021")).toBe("1021");
  });

  it("keeps its middle from visitors", () => {
    expect(maskedNumber("0661234517")).toBe("06 61 •• •• 17");
    expect(maskedNumber("+33123456789")).toBe("+3••89");
    expect(maskedNumber("14")).toBe("14");
  });
});
