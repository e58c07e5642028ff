import { eido, PARTNER_EXAMPLES } from "@amaliyat/contract/partners";
import { expect, it } from "vitest";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every EIDO of the examples that partners read. */
const documents = Object.values(PARTNER_EXAMPLES)
  .flat()
  .flatMap(({ body }) => (isObject(body) && "eidoVersion" in body ? [body] : []));

it("the EIDO of each example is taken as it is", () => {
  expect(documents.length).toBeGreaterThan(0);
  for (const document of documents) expect(eido.safeParse(document).error).toBeUndefined();
});

it("an EIDO without a part that NENA-STA-021 requires is refused", () => {
  for (const part of [
    "$id",
    "lastUpdateTimeStamp",
    "updatedByAgencyReference",
    "eidoVersion",
    "issuingElementIdentification",
    "agencyComponent",
  ]) {
    const without = Object.fromEntries(Object.entries(documents[0] ?? {}).filter(([name]) => name !== part));
    expect(eido.safeParse(without).success, part).toBe(false);
  }
});
