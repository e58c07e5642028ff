import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atomOfAlerts, CAP_ACTS, capIdentifier, capOfAlert, PUBLIC_ALERT_KINDS, type AlertMessage } from "./index.ts";

const SENDER = { agency: "police.ouargla.example", names: { ar: "القاعة", fr: "La salle", en: "The room" } };
const NOW = Date.UTC(2026, 2, 1);
const text = fc.record({
  title: fc.string({ unit: "binary", minLength: 1 }),
  words: fc.string({ unit: "binary" }),
  area: fc.string({ minLength: 1 }),
});
const message: fc.Arbitrary<AlertMessage> = fc.record({
  reference: fc.constant("A-2026-000012"),
  seq: fc.integer({ min: 1, max: 9 }),
  act: fc.constantFrom(...CAP_ACTS),
  at: fc.integer({ min: NOW, max: NOW + 1e9 }),
  said: fc.record({
    kind: fc.constantFrom(...PUBLIC_ALERT_KINDS),
    texts: fc.record({ ar: text, fr: text, en: fc.option(text) }),
    reach: fc.option(fc.record({ point: fc.constant({ lat: 31.95, lon: 5.33 }), radiusM: fc.constant(800) })),
    from: fc.option(fc.integer({ min: NOW, max: NOW + 1e9 })),
    until: fc.integer({ min: NOW + 1e9, max: NOW + 2e9 }),
    childAlertId: fc.constant(null),
  }),
});

/** The elements of one level in their order. */
const names = (xml: string): string[] => [...xml.matchAll(/<([a-zA-Z]+)(?: [^>]*)?>/g)].map(([, name]) => name ?? "");
const ORDER = ["identifier", "sender", "sent", "status", "msgType", "scope", "references", "info"];
const INFO_ORDER = [
  "language",
  "category",
  "event",
  "responseType",
  "urgency",
  "severity",
  "certainty",
  "effective",
  "onset",
  "expires",
  "senderName",
  "headline",
  "description",
  "area",
  "areaDesc",
  "circle",
];

describe("a CAP document", () => {
  it("has the elements of CAP 1.2 in the order of its schema, three languages, and no time without an offset", () => {
    fc.assert(
      fc.property(message, fc.array(message, { maxLength: 3 }), (one, earlier) => {
        const xml = capOfAlert(SENDER, one, earlier);
        const [head = "", ...infos] = xml.split("<info>");
        const top = names(head).filter((name) => name !== "alert");
        expect(top).toEqual(ORDER.filter((name) => name !== "info" && (name !== "references" || earlier.length > 0)));
        expect(infos).toHaveLength(3);
        for (const info of infos) {
          const found = names(info.split("</info>")[0] ?? "");
          expect(found).toEqual(INFO_ORDER.filter((name) => found.includes(name)));
          for (const name of ["category", "responseType", "urgency", "severity", "certainty", "expires", "areaDesc"])
            expect(found).toContain(name);
        }
        for (const [, time = ""] of xml.matchAll(/<(?:sent|effective|onset|expires)>([^<]*)</g))
          expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00$/);
        expect(capIdentifier(SENDER, one)).not.toMatch(/[\s,<&]/);
      }),
    );
  });

  it("repeats no words of what is over", () => {
    const said = { kind: "missing_child", reach: null, from: null, until: NOW, childAlertId: "c" } as const;
    const told = { title: "طفل مفقود", words: "ي. م، تسع سنوات", area: "ورقلة" };
    const over: AlertMessage = {
      reference: "A-1",
      seq: 2,
      act: "Cancel",
      at: NOW + 1000,
      said: { ...said, texts: { ar: told, fr: told, en: null } },
    };
    expect(capOfAlert(SENDER, over, [])).not.toContain("ي. م");
    expect(atomOfAlerts(SENDER, [{ alertId: "0", message: over, href: "/x" }], NOW, "/feed")).not.toContain("ي. م");
    expect(capOfAlert(SENDER, over, [{ ...over, seq: 1, act: "Alert", at: NOW }])).toContain(
      "<references>police.ouargla.example,police.ouargla.example.A-1.1,2026-03-01T00:00:00-00:00</references>",
    );
  });
});
