import { expect, it } from "vitest";
import { sentCode } from "./sending.ts";

it("reads which unit is sent, in three languages, with vowels or without", () => {
  const sent = ["كلّف 207", "كلف 207", "أرسل  207", "envoyer 207", "Affecter 207", "ASSIGN 207"];
  expect(sent.map(sentCode)).toEqual(sent.map(() => "207"));
  expect(sentCode("send K 12")).toBe("K 12");
});

it("takes no other words for an order", () => {
  for (const words of ["207", "كلف", "كلف ", "دورية 207", "قاعة الإرسال 207", ""]) expect(sentCode(words)).toBeNull();
});
