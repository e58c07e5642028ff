import { expect, it } from "vitest";
import { codeIn } from "./index.ts";

it("writes the code of a camera in the script of the language", () => {
  expect(["ك-031", "C-031", "K-031", "k031"].map((code) => codeIn(code, "ar"))).toEqual(["ك-031", "ك-031", "ك-031", "ك031"]);
  expect(["ك-031", "C-031", "K-031"].map((code) => codeIn(code, "fr"))).toEqual(["C-031", "C-031", "C-031"]);
});

it("leaves a code alone that is no number of a camera", () => {
  for (const code of ["CAM-7", "كورنيش-1", "PTZ 4", "031"]) expect([codeIn(code, "ar"), codeIn(code, "en")]).toEqual([code, code]);
});
