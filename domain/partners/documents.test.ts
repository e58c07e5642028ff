import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  capOf,
  DEFAULT_CHOICE,
  eidoOf,
  disclose,
  incidentIdOf,
  mayReceive,
  type Givable,
  type Issuer,
  type PartnerFacts,
} from "./index.ts";

const issuer: Issuer = { agency: "room.example", names: { ar: "قاعة", fr: "Salle" } };
const labels = (text: string) => ({ ar: text, fr: text, en: text });

const givable: fc.Arbitrary<Givable> = fc.record({
  interventionId: fc.uuid(),
  reference: fc.constant("2026-000123"),
  openedAt: fc.nat(2_000_000_000_000),
  subcategory: fc.record({ code: fc.constant("ACC.INJ"), labels: fc.string().map(labels) }),
  priority: fc.constantFrom("P1", "P4").map((code) => ({ code, labels: labels(code) })),
  place: fc.option(
    fc.record({
      point: fc.option(
        fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) }),
      ),
      text: fc.option(fc.string({ unit: "binary" })),
    }),
  ),
  attributes: fc.array(fc.record({ code: fc.constant("weapon"), labels: fc.string().map(labels) }), { maxLength: 3 }),
  notes: fc.array(fc.record({ at: fc.nat(2_000_000_000_000), text: fc.string({ unit: "binary" }) }), { maxLength: 3 }),
  people: fc.array(fc.record({ role: fc.constant("witness"), text: fc.constant("اسم سري") }), { maxLength: 3 }),
});

const plain: Givable = {
  interventionId: "0b0e7c2e-6f5a-4a52-9c0a-3a4f7d1f2a10",
  reference: "2026-000123",
  openedAt: 0,
  subcategory: { code: "ACC.INJ", labels: { ar: "حادث جسماني", fr: "Accident corporel", en: "Injury accident" } },
  priority: { code: "P1", labels: labels("P1") },
  place: { point: { lat: 31.95, lon: 5.33 }, text: "قرب المستشفى <شرق>" },
  attributes: [{ code: "injury", labels: labels("جرحى") }],
  notes: [{ at: 5, text: "سيارتان & شاحنة" }],
  people: [{ role: "witness", text: "اسم سري" }],
};

describe("what is handed over", () => {
  test("holds what was chosen and nothing else; people never by default", () => {
    fc.assert(
      fc.property(givable, (given) => {
        const { people, notes, ...handed } = disclose(given, DEFAULT_CHOICE, null);
        expect([people, notes]).toEqual([[], []]);
        expect(handed).toMatchObject({ place: given.place, priority: given.priority, attributes: given.attributes });
        const nothing = { place: false, priority: false, attributes: false, notes: false, people: false };
        expect(disclose(given, nothing, null)).toMatchObject({ place: null, priority: null, attributes: [], notes: [], people: [] });
      }),
    );
  });

  test("has no person in any document unless people were chosen", () => {
    const documents = (people: boolean) => {
      const handed = disclose(plain, { ...DEFAULT_CHOICE, people }, null);
      return JSON.stringify(eidoOf(handed, issuer, 0)) + capOf(handed, issuer, "PC", 0);
    };
    expect(documents(false)).not.toContain("سري");
    expect(documents(true).split("سري")).toHaveLength(4);
  });
});

describe("EIDO", () => {
  test("has one identifier for ever, and refers to nothing that is not in it", () => {
    fc.assert(
      fc.property(givable, fc.boolean(), fc.nat(2_000_000_000_000), (given, all, at) => {
        const choice = { place: true, priority: all, attributes: true, notes: all, people: all };
        const eido = eidoOf(disclose(given, choice, "رسالة"), issuer, at);
        expect(eido.$id).toBe(incidentIdOf(given.interventionId, issuer.agency));
        const text = JSON.stringify(eido);
        const defined = new Set([...text.matchAll(/"\$id":"([^"]+)"/g)].map(([, id]) => id));
        for (const [, id] of text.matchAll(/"\$ref":"([^"]+)"/g)) expect(defined).toContain(id);
        expect(JSON.stringify(eidoOf(disclose(given, choice, "رسالة"), issuer, at))).toBe(text);
      }),
    );
  });

  test("carries its place as PIDF-LO with latitude before longitude", () => {
    const eido = eidoOf(disclose(plain, DEFAULT_CHOICE, null), issuer, 0);
    expect(eido.locationComponent?.[0]?.locationByValue).toContain("<gml:pos>31.95 5.33</gml:pos>");
  });
});

describe("CAP", () => {
  test("is XML whatever stands in it: no text opens or closes an element, and no character that XML forbids is left", () => {
    fc.assert(
      fc.property(givable, (given) => {
        const cap = capOf(disclose(given, { ...DEFAULT_CHOICE, notes: true }, "<x>&"), issuer, "PC", 0);
        const names: string[] = [];
        for (const [, close, name] of cap.replace(/^<\?xml[^>]*\?>/, "").matchAll(/<(\/?)([A-Za-z]+)[^>]*>/g)) {
          if (close === "/") expect(names.pop()).toBe(name);
          else names.push(name ?? "");
        }
        expect(names).toEqual([]);
        expect(cap.replace(/&(amp|lt|gt|quot|apos);/g, "")).not.toMatch(/&/);
        expect(cap).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      }),
    );
  });

  test("says what sort of event it is, how sure, what is asked and until when, each in its own language and in the order of the schema", () => {
    const people = [{ role: "witness", text: "فلان", labels: { ar: "شاهد", fr: "Témoin", en: "Witness" } }];
    const given: Givable = { ...plain, subcategory: { ...plain.subcategory, code: "OTH.FIR" }, certainty: "Likely", people };
    const handed = disclose(given, { ...DEFAULT_CHOICE, people: true }, "أرسلوا شاحنة");
    const cap = capOf(handed, issuer, "PC", 0);
    const infos = [...cap.matchAll(/<info>(.*?)<\/info>/gs)].map(([, inner = ""]) => inner);
    expect(infos).toHaveLength(2);
    for (const inner of infos) {
      const names = [...inner.matchAll(/<([a-zA-Z]+)>/g)].map(([, name = ""]) => name);
      const schema = ["language", "category", "event", "responseType", "urgency", "severity", "certainty", "eventCode", "expires"];
      const rest = ["senderName", "headline", "description", "instruction", "area"];
      const order = [...schema, ...rest];
      expect(names.filter((name) => order.includes(name))).toEqual(order);
      expect(inner).toContain("<category>Fire</category>");
      expect(inner).toContain("<responseType>Execute</responseType>");
      expect(inner).toContain("<certainty>Likely</certainty>");
      expect(inner).toContain("<expires>1970-01-02T00:00:00-00:00</expires>");
      expect(inner).toContain("<instruction>أرسلوا شاحنة</instruction>");
    }
    expect([infos[0]?.includes("شاهد: فلان"), infos[1]?.includes("Témoin: فلان"), infos[1]?.includes("شاهد")]).toEqual([true, true, false]);
    const cancel = capOf(handed, issuer, "PC", 0, { type: "Cancel", name: ":cancel", replaces: [] });
    expect(cancel).toContain("<responseType>AllClear</responseType>");
  });

  test("holds for a day from the try by which it goes, and is the same else", () => {
    const handed = disclose(plain, DEFAULT_CHOICE, "أرسلوا شاحنة");
    const DAY = 86_400_000;
    const [first, late, early] = [0, 3 * DAY, -DAY].map((triedAt) => capOf(handed, issuer, "PC", 0, undefined, triedAt));
    expect(late?.match(/<expires>[^<]+/g)).toEqual(Array(2).fill("<expires>1970-01-05T00:00:00-00:00"));
    expect(early).toBe(first);
    const rest = (cap = "") => cap.replaceAll(/<expires>[^<]+<\/expires>/g, "");
    expect(rest(late)).toBe(rest(first));
  });

  test("takes an alert back by reference to it", () => {
    const handed = disclose(plain, DEFAULT_CHOICE, null);
    const [, alert] = /<identifier>([^<]+)</.exec(capOf(handed, issuer, "PC", 0)) ?? [];
    const cancel = capOf(handed, issuer, "PC", 9_000, { type: "Cancel", name: ":cancel", replaces: [{ name: "", at: 0 }] });
    expect(cancel).toContain(`<references>room.example,${alert},1970-01-01T00:00:00-00:00</references>`);
    expect(cancel).toContain("<msgType>Cancel</msgType>");
  });
});

test("a change goes under the same incident with a later stamp, and as a CAP update that names all it takes the place of", () => {
  const handed = disclose(plain, DEFAULT_CHOICE, null);
  const [before, after] = [eidoOf(handed, issuer, 0), eidoOf(handed, issuer, 60_000, "Closed")];
  expect([after.$id, after.incidentComponent.incidentStatusCommonRegistryText]).toEqual([before.$id, ["Closed"]]);
  expect(after.lastUpdateTimeStamp > before.lastUpdateTimeStamp).toBe(true);
  const replaces = [
    { name: "", at: 0 },
    { name: ":update-1", at: 60_000 },
  ];
  const cap = capOf(handed, issuer, "PC", 120_000, { type: "Update", name: ":update-2", replaces });
  expect(cap).toContain("<msgType>Update</msgType>");
  const [, references = ""] = /<references>([^<]+)</.exec(cap) ?? [];
  expect(references.split(" ").map((one) => one.split(",")[2])).toEqual(["1970-01-01T00:00:00-00:00", "1970-01-01T00:01:00-00:00"]);
  expect(new Set([...cap.matchAll(/urn:emergency[^,<]+/g)].map(([id]) => id)).size).toBe(3);
});

test("what was merged names the incident under which it goes on, and says nothing else of it", () => {
  const handed = disclose({ ...plain, replacedBy: "0190-a1" }, DEFAULT_CHOICE, null);
  const merge = { incidentTrackingIdentifier: incidentIdOf("0190-a1", issuer.agency), incidentMergeDirectionCode: "REPLACED" };
  expect(eidoOf(handed, issuer, 0).mergeComponent).toMatchObject([merge]);
  expect(eidoOf(disclose(plain, DEFAULT_CHOICE, null), issuer, 0)).not.toHaveProperty("mergeComponent");
  expect(capOf(handed, issuer, "PC", 0)).toContain(`<incidents>${plain.reference} ${merge.incidentTrackingIdentifier}</incidents>`);
});

describe("a partner", () => {
  const partner: PartnerFacts = {
    active: true,
    transport: "webhook",
    address: "https://pc.example/in",
    hasSecret: true,
    authorisation: { number: "12/2026", expiresAt: 100 },
  };
  const code = (change: Partial<PartnerFacts>, at = 50) => {
    const allowed = mayReceive({ ...partner, ...change }, at);
    return allowed.ok ? "ok" : allowed.error.code;
  };

  test("receives nothing without an authorisation, or from its last moment on", () => {
    expect([code({}), code({}, 99), code({}, 100)]).toEqual(["ok", "ok", "partner.authorisation_expired"]);
    expect(code({ authorisation: null })).toBe("partner.authorisation_missing");
    expect(code({ authorisation: { number: " ", expiresAt: 100 } })).toBe("partner.authorisation_missing");
    expect(code({ active: false })).toBe("partner.inactive");
    expect(code({ address: null })).toBe("partner.address_missing");
    expect(code({ hasSecret: false })).toBe("partner.secret_missing");
    expect(code({ transport: "screen", address: null, hasSecret: false })).toBe("ok");
  });
});
