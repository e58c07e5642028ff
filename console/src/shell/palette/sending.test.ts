import { expect, it } from "vitest";
import { sentCode, sentUnits } from "./sending.ts";

it("reads which unit is sent, in three languages, with vowels or without", () => {
  const sent = ["كلّف 207", "كلف 207", "أرسل  207", "envoyer 207", "Affecter 207", "ASSIGN 207"];
  expect(sent.map(sentCode)).toEqual(sent.map(() => "207"));
  expect(sentCode("send K 12")).toBe("K 12");
});

it("takes no other words for an order", () => {
  for (const words of ["207", "كلف", "كلف ", "دورية 207", "قاعة الإرسال 207", ""]) expect(sentCode(words)).toBeNull();
});

it("means the unit of the very code first, and none by a code that says nothing", () => {
  const units = [
    { code: "201", state: "anyway" },
    { code: "20", state: "never" },
    { code: "207", state: "free" },
    { code: "208", state: "never" },
  ] as const;
  const sent = (typed: string): string[] =>
    sentUnits(typed, units, ({ state }) => state).map(
      ({ unit, isExact, isSendable }) => `${unit.code}${isExact ? " exact" : ""}${isSendable ? "" : " stays"}`,
    );
  expect(sent("20")).toEqual(["20 exact stays", "207", "201"]);
  expect(sent("٢٠٧")).toEqual(["207 exact"]);
  for (const nothing of ["-", ".", "(.*)+$ ", "()"]) expect(sent(nothing)).toEqual([]);
});
