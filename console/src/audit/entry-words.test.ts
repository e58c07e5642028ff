import { describe, expect, it } from "vitest";
import { namelessKey, purposeWords, refusalWords, roleWords, subjectName, typeWords } from "./entry-words.ts";

describe("the words of an entry", () => {
  it("labels what it knows and shows the rest as it came", () => {
    expect(typeWords("session.opened", "ar")).toBe("فتح جلسة");
    expect(typeWords("future.thing", "fr")).toBe("future.thing");
    expect(roleWords("auditor", "fr")).toBe("Auditeur");
    expect(roleWords("king", "fr")).toBe("king");
    expect(purposeWords("road_traffic", "en")).toBe("Road traffic");
    expect(refusalWords("session.wrong_credentials", "en")).toContain("wrong");
    expect(refusalWords("no.such", "en")).toBe("no.such");
  });

  it("says who did it where there is no name", () => {
    expect(namelessKey({ erased: false, actorRole: "citizen" })).toBe("citizen");
    expect(namelessKey({ erased: true, actorRole: "operator" })).toBe("erased_short");
    expect(namelessKey({ erased: false, actorRole: null })).toBe("room");
  });

  it("names a subject by what the entry tells of it, else by the beginning of its id", () => {
    const id = "0b6f3c1e-8f2a-4b64-9c61-2f0a7c1d2e3f";
    expect(subjectName({ subjectId: id, detail: { code: "ك-031" } })).toBe("ك-031");
    expect(subjectName({ subjectId: id, detail: { username: "a", code: "" } })).toBe("a");
    expect(subjectName({ subjectId: id, detail: null })).toBe("0b6f3c1e");
    expect(subjectName({ subjectId: "2023-01-01/2023-06-30", detail: [] })).toBe("2023-01-01/2023-06-30");
    expect(subjectName({ subjectId: null, detail: {} })).toBeNull();
  });
});
