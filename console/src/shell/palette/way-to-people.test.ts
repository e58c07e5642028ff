import { ROLES } from "@amaliyat/domain/identity";
import { expect, it } from "vitest";
import { wayToPeople } from "./way-to-people.ts";

it("an administrator comes to accounts, an auditor to the log, and nobody else finds people of the room", () => {
  const ways = ROLES.flatMap((role) => (wayToPeople(role) === null ? [] : [[role, wayToPeople(role)]]));
  expect(ways).toEqual([
    ["auditor", "log"],
    ["administrator", "account"],
  ]);
});
