import { atomOfAlerts, CAP_ACTS, capOfAlert, PUBLIC_ALERT_KINDS, type AlertMessage } from "@amaliyat/domain/alerts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atomFaults, capFaults, referenceTo } from "../testing/cap-rules.ts";

const SENDER = { agency: "police.ouargla.example", names: { ar: "القاعة", fr: "La salle", en: "The room" } };
const NOW = Date.UTC(2026, 2, 1);
const TEXT = { title: "غاز", words: "ابقوا في بيوتكم", area: "ورقلة" };
const words = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
const text = fc.record({ title: words, words, area: words });
const degrees = (most: number) => fc.oneof(fc.double({ min: -most, max: most, noNaN: true }), fc.constantFrom(0, -0, 1e-7, -4.2e-9, most));
const said = fc.record({
  kind: fc.constantFrom(...PUBLIC_ALERT_KINDS),
  texts: fc.record({ ar: text, fr: text, en: fc.option(text) }),
  reach: fc.option(fc.record({ point: fc.record({ lat: degrees(90), lon: degrees(180) }), radiusM: fc.integer({ min: 1, max: 100_000 }) })),
  from: fc.option(fc.integer({ min: NOW, max: NOW + 1e9 })),
  until: fc.integer({ min: NOW, max: NOW + 2e9 }),
  childAlertId: fc.constant(null),
});
/** The life of an alert: its first message, updates, and perhaps its cancellation. */
const life: fc.Arbitrary<AlertMessage[]> = fc
  .tuple(fc.array(fc.tuple(said, fc.integer({ min: 0, max: 90_000 })), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([steps, isOver]) =>
    steps.map(([what, later], nth): AlertMessage => {
      const act = nth === 0 ? "Alert" : isOver && nth === steps.length - 1 ? "Cancel" : "Update";
      return { reference: "A-2026-000012", seq: nth + 1, act, at: NOW + nth * 1_000_000 + later, said: what };
    }),
  );

describe("what is sent to strangers", () => {
  it("is CAP 1.2 at each message of an alert's life, and names the messages before it as they name themselves", () => {
    fc.assert(
      fc.property(life, (messages) => {
        const documents = messages.map((message, nth) => capOfAlert(SENDER, message, messages.slice(0, nth)));
        for (const [nth, xml] of documents.entries()) {
          expect(capFaults(xml)).toEqual([]);
          const before = documents.slice(0, nth).map(referenceTo).join(" ");
          expect(/<references>([^<]*)</.exec(xml)?.[1] ?? "").toBe(before);
        }
      }),
    );
  });

  it("is an Atom feed, empty or full", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(life, fc.uuid()), { maxLength: 4 }), (alerts) => {
        const told = new Map(alerts.map(([messages, alertId]) => [alertId, messages.at(-1)]));
        const entries = [...told].flatMap(([alertId, message]) => (message ? [{ alertId, message, href: `/api/cap/${alertId}?a&b` }] : []));
        expect(atomFaults(atomOfAlerts(SENDER, entries, NOW, "/api/cap.atom"))).toEqual([]);
      }),
    );
  });
});

it("the rules find what is wrong", () => {
  const message: AlertMessage = {
    reference: "A-1",
    seq: 1,
    act: "Alert",
    at: NOW,
    said: {
      kind: "danger",
      texts: { ar: TEXT, fr: TEXT, en: null },
      reach: null,
      from: null,
      until: NOW + 1000,
      childAlertId: null,
    },
  };
  const xml = capOfAlert(SENDER, message, []);
  const wrong = (from: RegExp, to: string): string[] => {
    expect(xml).toMatch(from);
    return capFaults(xml.replace(from, to));
  };
  expect(wrong(/<sent>([^<]*)-00:00</, "<sent>$1Z<")).toHaveLength(1);
  expect(wrong(/<identifier>/, "<identifier>a b,")).toHaveLength(1);
  expect(wrong(/<msgType>Alert</, "<msgType>Update<")).toEqual(["Update names no message that it replaces"]);
  expect(wrong(/(<status>Actual<\/status>)(<msgType>Alert<\/msgType>)/, "$2$1")).toEqual(["alert/status stands too late"]);
  expect(wrong(/<urgency>[^<]*</, "<urgency>Soon<")).toEqual(['info/urgency says "Soon"']);
  expect(wrong(/<areaDesc>[^<]*<\/areaDesc>/, "")).toEqual(["area/areaDesc is missing"]);
  expect(wrong(/<scope>Public<\/scope>/, "")).toEqual(["alert/scope is missing"]);
  expect(wrong(/<\/alert>/, "")).toEqual(["is no XML"]);
  expect(CAP_ACTS.every((act) => capFaults(capOfAlert(SENDER, { ...message, act, seq: 2 }, [message])).length === 0)).toBe(true);
});
