import { expect, it } from "vitest";
import { ROLES } from "../identity/index.ts";
import { ALERT_CHANNELS, BODY_CHANNELS, BOLO_STANDINGS, judgeNotice, mayNoteNotice, NOTICE_CHANNELS, UNIT_CHANNELS } from "./index.ts";

it("has one route for each channel that a person notes, and none for screens", () => {
  const noted = NOTICE_CHANNELS.filter(({ noting }) => noting !== null).map(({ code }) => code);
  expect([...UNIT_CHANNELS, ...BODY_CHANNELS, ...ALERT_CHANNELS].toSorted()).toEqual(noted.toSorted());
});

it("lets nobody note what the program notes", () => {
  for (const { code, noting } of NOTICE_CHANNELS.filter((one) => one.noting === null)) {
    expect(noting).toBeNull();
    expect(ROLES.some((role) => mayNoteNotice(code, role))).toBe(false);
    expect(BOLO_STANDINGS.some((standing) => judgeNotice(code, standing).ok)).toBe(false);
  }
});

it("notes a radio call for one in force alone, and a body told for all that were published", () => {
  const standings = (code: "radio" | "body") => BOLO_STANDINGS.filter((standing) => judgeNotice(code, standing).ok);
  expect(standings("radio")).toEqual(["in_force"]);
  expect(standings("body")).toEqual(["in_force", "expired", "cancelled"]);
  expect(ROLES.filter((role) => mayNoteNotice("alert_text", role))).toEqual(["dispatcher", "supervisor"]);
});
