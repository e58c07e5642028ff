import { hash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitmentOf, fieldsOf, newSalt, type EntryFields, type NewEntry } from "./entry.ts";

const entry: NewEntry = {
  at: Date.UTC(2026, 9, 1, 8, 0, 0, 7),
  type: "live.viewed",
  actor: { userId: "u1", name: "كريم ب.", role: "operator", sessionId: "s1" },
  subject: { kind: "camera", id: "c1" },
  sectorId: "OUA-1",
  purpose: "road_traffic",
  workItem: "intervention:7",
  detail: { quality: "main", tiles: 4 },
};
const salt = Buffer.alloc(32, 0xab);

describe("an entry", () => {
  it("has all its columns, absent ones as null", () => {
    expect(fieldsOf({ at: 0, type: "room.started" })).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      type: "room.started",
      actorId: null,
      actorName: null,
      actorRole: "system",
      sessionId: null,
      subjectKind: null,
      subjectId: null,
      sectorId: null,
      purpose: null,
      workItem: null,
      outcome: "done",
      refusalCode: null,
      detail: null,
    });
  });

  it("is a refusal when it carries a code", () => {
    expect(fieldsOf({ ...entry, refusalCode: "purpose.missing" })).toMatchObject({ outcome: "refused", refusalCode: "purpose.missing" });
  });

  it("can be written whatever a stranger typed as a name", () => {
    const fields = fieldsOf({ ...entry, actor: { userId: null, name: "a\0b\ud800", role: "operator" } });
    expect(fields.actorName).toBe("a\uFFFDb\uFFFD");
  });

  it("is committed to by the documented bytes", () => {
    const written =
      '{"actorId":"u1","actorName":"كريم ب.","actorRole":"operator","at":"2026-10-01T08:00:00.007Z","detail":{"quality":"main","tiles":4},' +
      '"outcome":"done","purpose":"road_traffic","refusalCode":null,"sectorId":"OUA-1","sessionId":"s1","subjectId":"c1",' +
      '"subjectKind":"camera","type":"live.viewed","workItem":"intervention:7"}';
    const bytes = Buffer.concat([Buffer.from("amaliyat/log/v1\n"), salt, Buffer.from(written)]);
    expect(commitmentOf(fieldsOf(entry), salt).toString("hex")).toBe(hash("sha256", bytes, "hex"));
  });

  it("has another commitment when any one of its columns changes, or its salt", () => {
    const fields = fieldsOf(entry);
    const names = Object.keys(fields);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string(), (name, value) => {
        const changed: EntryFields = { ...fields, [name]: `${value}·` };
        return !commitmentOf(changed, salt).equals(commitmentOf(fields, salt));
      }),
    );
    expect(commitmentOf(fields, newSalt()).equals(commitmentOf(fields, salt))).toBe(false);
  });
});
