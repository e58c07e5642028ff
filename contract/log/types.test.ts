import { LANGUAGES } from "@amaliyat/domain/kernel";
import { describe, expect, it } from "vitest";
import { describeLogType, isLogType, LOG_GROUP_LABELS, LOG_GROUPS, LOG_TYPES, logRow, logFilter, logTypesOf } from "../audit/index.ts";

describe("the vocabulary of the log", () => {
  it("names each type once, with a label of its own in each language", () => {
    expect(new Set(LOG_TYPES.map(({ type }) => type)).size).toBe(LOG_TYPES.length);
    for (const language of LANGUAGES) {
      const labels = LOG_TYPES.map(({ label }) => label[language].trim());
      expect(labels.every((label) => label.length > 2)).toBe(true);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it("writes types as feature dot past participle, in lower case", () => {
    for (const { type } of LOG_TYPES) expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
  });

  it("leaves no group empty and no group without a label", () => {
    for (const group of LOG_GROUPS) {
      expect(logTypesOf(group).length).toBeGreaterThan(0);
      expect(Object.keys(LOG_GROUP_LABELS[group])).toEqual(["ar", "fr", "en"]);
    }
  });

  it("writes Arabic labels in Arabic script", () => {
    for (const { label } of LOG_TYPES) expect(label.ar).toMatch(/^[\u0600-\u06ff\s]+$/);
  });

  it("describes what it knows and nothing else", () => {
    expect(describeLogType("live.viewed").group).toBe("viewing");
    expect(isLogType("live.viewed")).toBe(true);
    expect(isLogType("toString")).toBe(false);
  });
});

describe("what travels", () => {
  it("takes one type or several from a query string", () => {
    expect(logFilter.parse({ types: "live.viewed" }).types).toEqual(["live.viewed"]);
    expect(logFilter.parse({ types: ["live.viewed", "live.ended"], groups: "log" }).groups).toEqual(["log"]);
    expect(logFilter.safeParse({ types: "live.unseen" }).success).toBe(false);
  });

  it("carries an entry whose details are any JSON", () => {
    const entry = {
      index: 0,
      at: "2026-10-01T08:00:00.000Z",
      type: "room.started",
      outcome: "done",
      erased: false,
      detail: { a: [1, null] },
    };
    const empty = Object.fromEntries(
      ["actorId", "actorName", "actorRole", "sessionId", "subjectKind", "subjectId", "sectorId", "purpose", "workItem", "refusalCode"].map(
        (key) => [key, null],
      ),
    );
    expect(logRow.parse({ ...empty, ...entry }).detail).toEqual({ a: [1, null] });
    expect(logRow.safeParse({ ...empty, ...entry, outcome: "perhaps" }).success).toBe(false);
  });
});
