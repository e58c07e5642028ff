import { eido } from "@amaliyat/contract/partners";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Folder with the official sample of NENA, which is theirs and not checked in; the test is skipped without it. */
const folder = process.env["EIDO_SAMPLES"];

describe.skipIf(folder === undefined)("the official sample", () => {
  const read = async () =>
    JSON.parse(await readFile(join(folder ?? "", "sample-call-transfer-eido.json"), "utf8")) as Record<string, unknown>;

  it("is taken as it is", async () => {
    expect(eido.safeParse(await read()).error).toBeUndefined();
  });

  it("is refused without any part that the standard requires", async () => {
    const sample = await read();
    for (const part of [
      "$id",
      "lastUpdateTimeStamp",
      "updatedByAgencyReference",
      "eidoVersion",
      "issuingElementIdentification",
      "agencyComponent",
    ]) {
      const { [part]: _left, ...without } = sample;
      expect(eido.safeParse(without).success, part).toBe(false);
    }
  });
});
