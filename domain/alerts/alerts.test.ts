import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alertTextIn,
  decidePublicAlert,
  isAuthorised,
  LONGEST_ALERT_MS,
  PUBLIC_ALERT_COMMANDS,
  publicAlertAfter,
  pushedWords,
  pushOutcome,
  pushWaitAfter,
  standingOfAlert,
  writePublicAlert,
  type AuthorisedText,
  type PublicAlert,
  type PublicAlertCommand,
  type PublicAlertGiven,
} from "./index.ts";

const NOW = Date.UTC(2026, 2, 1);
const HOUR = 3_600_000;
/** Longer than any alert: the tests of its limit give their own. */
const ALONE_MS = 1_000 * 24 * HOUR;
const text = (title: string) => ({ title, words: `${title} …`, area: "ورقلة" });
const given = (change: Partial<PublicAlertGiven> = {}): PublicAlertGiven => ({
  kind: "road_closed",
  texts: { ar: text("طريق مغلق"), fr: text("Route fermée"), en: null },
  reach: { point: { lat: 31.95, lon: 5.33 }, radiusM: 500 },
  from: null,
  until: NOW + 6 * HOUR,
  childAlertId: null,
  ...change,
});
const CHILD: AuthorisedText = { ar: "نص الإذن", fr: "texte autorisé", area: "ورقلة" };
const ofChild = given({ kind: "missing_child", texts: null, childAlertId: "c" });

function written(change: Partial<PublicAlertGiven> = {}, authorised: AuthorisedText | null = null): PublicAlert {
  const result = writePublicAlert("a", given(change), authorised, { at: NOW, by: "author" });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const done = (
  alert: PublicAlert,
  command: PublicAlertCommand,
  { at = NOW, by = "chief", authorised = null as AuthorisedText | null } = {},
) => decidePublicAlert(alert, command, { at, by, authorised, seenVersion: alert.version, aloneMs: ALONE_MS });
const codeOf = (result: ReturnType<typeof done>): string => (result.ok ? "ok" : result.error.code);
function after(...args: Parameters<typeof done>): PublicAlert {
  const result = done(...args);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const PUBLISH = { kind: "publish" } as const;

describe("what is written", () => {
  it("is whole in Arabic and French, and in English or not at all", () => {
    const refused = (texts: PublicAlertGiven["texts"]) => {
      const result = writePublicAlert("a", given({ texts }), null, { at: NOW, by: "x" });
      return result.ok ? "ok" : result.error.code;
    };
    const [ar, fr] = [text("طريق"), text("Route")];
    expect(refused(null)).toBe("public_alert.text_missing");
    expect(refused({ ar: { ...ar, area: " \u200f" }, fr, en: null })).toBe("public_alert.text_missing");
    expect(refused({ ar, fr, en: { title: "", words: "w", area: "a" } })).toBe("public_alert.text_missing");
    expect(refused({ ar, fr, en: text("Road") })).toBe("ok");
  });

  it("ends after it begins and after now, within seven days, and begins within seven", () => {
    const codeFor = (from: number | null, until: number) => {
      const result = writePublicAlert("a", given({ from, until }), null, { at: NOW, by: "x" });
      return result.ok ? "ok" : result.error.code;
    };
    expect(codeFor(null, NOW)).toBe("public_alert.span_wrong");
    expect(codeFor(NOW + HOUR, NOW + HOUR)).toBe("public_alert.span_wrong");
    expect(codeFor(null, NOW + LONGEST_ALERT_MS)).toBe("ok");
    expect(codeFor(null, NOW + LONGEST_ALERT_MS + 1)).toBe("public_alert.span_wrong");
    expect(codeFor(NOW + LONGEST_ALERT_MS, NOW + 2 * LONGEST_ALERT_MS)).toBe("ok");
    expect(codeFor(NOW + LONGEST_ALERT_MS + 1, NOW + LONGEST_ALERT_MS + 2)).toBe("public_alert.span_wrong");
  });

  it("reaches between 50 m and 50 km around its point, or the whole town", () => {
    const codeFor = (radiusM: number) => {
      const result = writePublicAlert("a", given({ reach: { point: { lat: 0, lon: 0 }, radiusM } }), null, { at: NOW, by: "x" });
      return result.ok ? "ok" : result.error.code;
    };
    expect([49, 50, 50_000, 50_001, Number.NaN].map(codeFor)).toEqual([
      "public_alert.radius_wrong",
      "ok",
      "ok",
      "public_alert.radius_wrong",
      "public_alert.radius_wrong",
    ]);
    expect(written({ reach: null }).said.reach).toBeNull();
  });
});

describe("a missing child", () => {
  it("is told with the authorised text alone, whatever was typed", () => {
    const alert = written({ ...ofChild, texts: { ar: text("أول"), fr: text("un texte"), en: text("a text") } }, CHILD);
    expect(alert.said.texts).toEqual({
      ar: { title: "طفل مفقود", words: CHILD.ar, area: CHILD.area },
      fr: { title: "Enfant disparu", words: CHILD.fr, area: CHILD.area },
      en: null,
    });
    expect(writePublicAlert("a", ofChild, null, { at: NOW, by: "x" })).toMatchObject({ error: { code: "public_alert.not_authorised" } });
    expect(writePublicAlert("a", { ...ofChild, childAlertId: null }, CHILD, { at: NOW, by: "x" })).toMatchObject({
      error: { code: "public_alert.not_authorised" },
    });
  });

  it("is neither published nor renewed once the leave is gone or another text was authorised", () => {
    const alert = written(ofChild, CHILD);
    for (const authorised of [null, { ...CHILD, ar: "نص آخر" }, { ...CHILD, area: "تقرت" }])
      expect(codeOf(done(alert, PUBLISH, { authorised }))).toBe("public_alert.not_authorised");
    const published = after(alert, PUBLISH, { authorised: CHILD });
    expect(codeOf(done(published, { kind: "renew", until: NOW + 9 * HOUR }))).toBe("public_alert.not_authorised");
    expect(isAuthorised(published.said, null)).toBe(false);
    // To end it nobody asks for leave.
    expect(codeOf(done(published, { kind: "end", reason: "عُثر عليه" }))).toBe("ok");
  });

  it("never needs leave where it is none", () => expect(isAuthorised(written().said, null)).toBe(true));
});

describe("four eyes", () => {
  it("keeps whoever wrote any of what it says from publishing it", () => {
    const alert = written();
    expect(codeOf(done(alert, PUBLISH, { by: "author" }))).toBe("public_alert.same_person");
    const changed = after(alert, { kind: "change", given: given({ until: NOW + HOUR }) }, { by: "chief" });
    expect(codeOf(done(changed, PUBLISH, { by: "chief" }))).toBe("public_alert.same_person");
    expect(codeOf(done(changed, PUBLISH, { by: "author" }))).toBe("public_alert.same_person");
    expect(codeOf(done(changed, PUBLISH, { by: "third" }))).toBe("ok");
  });

  it("makes nobody a writer who touched a blank, a direction mark or nothing at all", () => {
    const alert = written();
    const touched = (words: string) => given({ texts: { ar: { ...text("طريق مغلق"), words }, fr: text("Route fermée"), en: null } });
    for (const words of ["طريق مغلق …", "طريق  مغلق … ", "\u200fطريق مغلق …\n"]) {
      const changed = after(alert, { kind: "change", given: touched(words) }, { by: "chief" });
      expect(changed).toMatchObject({ written: { by: "author" }, authors: alert.authors });
      expect(codeOf(done(changed, PUBLISH, { by: "author" }))).toBe("public_alert.same_person");
      expect(codeOf(done(changed, PUBLISH, { by: "chief" }))).toBe("ok");
    }
    // Taking a word out writes too.
    const cut = after(alert, { kind: "change", given: touched("طريق …") }, { by: "chief" });
    for (const by of ["author", "chief"]) expect(codeOf(done(cut, PUBLISH, { by }))).toBe("public_alert.same_person");
  });
});

describe("a correction", () => {
  const corrected = (change: Partial<PublicAlertGiven> = {}): PublicAlertCommand => ({
    kind: "correct",
    given: given({ texts: { ar: text("طريق مفتوح جزئيا"), fr: text("Route fermée en partie"), en: null }, ...change }),
  });
  const TAKE = { kind: "publish_correction" } as const;
  const published = () => after(written(), PUBLISH);

  it("is shown once another published it, keeps the alert, its author and its beginning, and leaves the old text until then", () => {
    const alert = published();
    const proposed = after(alert, corrected(), { at: NOW + HOUR, by: "second" });
    expect(proposed).toMatchObject({ said: alert.said, correction: { proposed: { by: "second" } } });
    for (const by of ["second", "author"]) expect(codeOf(done(proposed, TAKE, { at: NOW + HOUR, by }))).toBe("public_alert.same_person");
    const shown = after(proposed, TAKE, { at: NOW + HOUR, by: "chief" });
    expect(shown).toMatchObject({ alertId: "a", written: alert.written, correction: null, state: "published" });
    expect(shown.state === "published" && [shown.publication.from, shown.publication.by]).toEqual([NOW, "chief"]);
    expect(shown.said.texts.ar.title).toBe("طريق مفتوح جزئيا");
  });

  it("is something that a reader sees, of the same kind, and may be dropped", () => {
    const alert = published();
    expect(codeOf(done(alert, { kind: "correct", given: given() }, { by: "second" }))).toBe("public_alert.nothing_changed");
    const other = after(alert, corrected({ kind: "danger" }), { by: "second" });
    expect(other.state === "published" && other.correction?.said.kind).toBe("road_closed");
    expect(codeOf(done(alert, TAKE))).toBe("public_alert.wrong_state");
    const dropped = after(other, { kind: "drop_correction" }, { by: "second" });
    expect(dropped).toMatchObject({ said: alert.said, correction: null });
    expect(codeOf(done(written(), corrected()))).toBe("public_alert.wrong_state");
  });

  it("keeps its proposer its writer where another proposes the same with a blank", () => {
    const first = after(published(), corrected(), { by: "second" });
    const spaced = given({ texts: { ar: text("طريق مفتوح  جزئيا"), fr: text("Route fermée en partie "), en: null } });
    const again = after(first, { kind: "correct", given: spaced }, { by: "third" });
    expect(codeOf(done(again, TAKE, { by: "second" }))).toBe("public_alert.same_person");
    expect(codeOf(done(again, TAKE, { by: "third" }))).toBe("ok");
  });

  it("does not shorten an alert that was renewed since it was proposed, unless it was to", () => {
    for (const [ends, until] of [
      [NOW + 6 * HOUR, NOW + 9 * HOUR],
      [NOW + 3 * HOUR, NOW + 3 * HOUR],
    ] as const) {
      const proposed = after(published(), corrected({ until: ends }), { at: NOW + HOUR, by: "second" });
      const renewed = after(proposed, { kind: "renew", until: NOW + 9 * HOUR }, { at: NOW + HOUR, by: "chief" });
      const shown = after(renewed, TAKE, { at: NOW + HOUR, by: "chief" });
      expect(shown.state === "published" && shown.publication.until).toBe(until);
    }
  });

  it("is how an alert is renewed beyond the room's length: one person alone does not", () => {
    const alert = published();
    const renew = (hours: number) =>
      decidePublicAlert(
        alert,
        { kind: "renew", until: NOW + hours * HOUR },
        { at: NOW + HOUR, by: "chief", authorised: null, seenVersion: alert.version, aloneMs: 24 * HOUR },
      );
    expect(codeOf(renew(24))).toBe("ok");
    expect(renew(25)).toMatchObject({ error: { code: "public_alert.two_needed", params: { hours: 24 } } });
    const longer = after(alert, { kind: "correct", given: given({ until: NOW + 48 * HOUR }) }, { at: NOW + HOUR, by: "second" });
    const shown = after(longer, TAKE, { at: NOW + HOUR, by: "chief" });
    expect(shown.state === "published" && shown.publication.until).toBe(NOW + 48 * HOUR);
  });
});

describe("the clock", () => {
  it("begins it when it is published, or later where it says so, and ends it to the millisecond", () => {
    const now = after(written({ from: NOW - HOUR }), PUBLISH);
    // Published at once it is in force also for a clock that was put back by an hour meanwhile.
    expect([NOW - HOUR, NOW, NOW + 6 * HOUR - 1, NOW + 6 * HOUR].map((at) => standingOfAlert(now, at))).toEqual([
      "in_force",
      "in_force",
      "in_force",
      "expired",
    ]);
    const later = after(written({ from: NOW + HOUR }), PUBLISH);
    expect([NOW - HOUR, NOW, NOW + HOUR].map((at) => standingOfAlert(later, at))).toEqual(["coming", "coming", "in_force"]);
  });

  it("lets a draft lie until it could no longer be in force", () => {
    expect(codeOf(done(written(), PUBLISH, { at: NOW + 6 * HOUR }))).toBe("public_alert.span_wrong");
  });

  it("is moved on by a renewal, never back, by seven days at most", () => {
    const alert = after(written(), PUBLISH);
    const renewed = (until: number, at = NOW + HOUR) => codeOf(done(alert, { kind: "renew", until }, { at }));
    expect(renewed(NOW + 6 * HOUR)).toBe("public_alert.span_wrong");
    expect(renewed(NOW + HOUR + LONGEST_ALERT_MS)).toBe("ok");
    expect(renewed(NOW + HOUR + LONGEST_ALERT_MS + 1)).toBe("public_alert.span_wrong");
    expect(renewed(NOW + 9 * HOUR, NOW + 6 * HOUR)).toBe("public_alert.wrong_state");
  });
});

const command = fc.oneof(
  fc.constant<PublicAlertCommand>(PUBLISH),
  fc.constant<PublicAlertCommand>({ kind: "change", given: given({ until: NOW + 3 * LONGEST_ALERT_MS }) }),
  fc.integer({ min: 0, max: 20 }).map((days): PublicAlertCommand => ({ kind: "renew", until: NOW + days * 24 * HOUR })),
  fc.constantFrom("مفتوح", "مغلق").map((word): PublicAlertCommand => ({
    kind: "correct",
    given: given({ until: NOW + 9 * 24 * HOUR, texts: { ar: text(`طريق ${word}`), fr: text("Route fermée"), en: null } }),
  })),
  fc.constantFrom<PublicAlertCommand>({ kind: "publish_correction" }, { kind: "drop_correction" }),
  fc.constantFrom("", ".", "سبب").map((reason): PublicAlertCommand => ({ kind: "end", reason })),
);
const walk = fc.array(fc.record({ command, by: fc.constantFrom("author", "chief", "third"), hours: fc.integer({ min: 0, max: 60 }) }), {
  maxLength: 12,
});

describe("any walk", () => {
  it("follows the table, changes what was published by a correction alone, and never has one person write and publish", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        let alert = written();
        let at = NOW;
        for (const step of steps) {
          at += step.hours * HOUR;
          const before = standingOfAlert(alert, at);
          const result = done(alert, step.command, { at, by: step.by });
          if (publicAlertAfter(before, step.command.kind) === null) expect(codeOf(result)).toBe("public_alert.wrong_state");
          if (!result.ok) continue;
          if (before !== "draft" && step.command.kind !== "publish_correction") expect(result.value.said).toEqual(alert.said);
          if (step.command.kind === "publish_correction" || step.command.kind === "publish")
            expect(Object.values(result.value.authors)).not.toContain(step.by);
          expect(result.value.version).toBe(alert.version + 1);
          alert = result.value;
          if (alert.state === "draft") continue;
          const { publication } = alert;
          if (publication === null) continue;
          expect(publication.by).not.toBe(alert.written.by);
          expect(publication.until).toBeGreaterThan(publication.from);
          expect(publication.from).toBeGreaterThanOrEqual(publication.at);
          expect(publication.until - at).toBeLessThanOrEqual(2 * LONGEST_ALERT_MS);
        }
      }),
    );
  });

  it("refuses a command on a version that was not seen", () => {
    for (const kind of PUBLIC_ALERT_COMMANDS) {
      const one = {
        publish: PUBLISH,
        change: { kind: "change", given: given() },
        renew: { kind: "renew", until: 1 },
        correct: { kind: "correct", given: given() },
        publish_correction: { kind: "publish_correction" },
        drop_correction: { kind: "drop_correction" },
        end: { kind: "end", reason: "سبب" },
      }[kind] as PublicAlertCommand;
      const result = decidePublicAlert(written(), one, { at: NOW, by: "chief", authorised: null, seenVersion: 7, aloneMs: ALONE_MS });
      expect(codeOf(result)).toBe("public_alert.changed_meanwhile");
    }
  });
});

describe("what a phone is told", () => {
  it("is in its language, and French where nobody wrote English", () => {
    const texts = written().said.texts;
    expect([alertTextIn(texts, "ar").title, alertTextIn(texts, "en").title]).toEqual(["طريق مغلق", "Route fermée"]);
    expect(alertTextIn({ ...texts, en: text("Road closed") }, "en").title).toBe("Road closed");
  });

  it("fits into a push message, cut between words", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 400 }), (words) => {
        const whole = words.join(" ");
        const pushed = pushedWords(whole);
        expect(pushed.length).toBeLessThanOrEqual(401);
        if (whole.length <= 400) expect(pushed).toBe(whole);
      }),
    );
    expect(pushedWords(`${"a".repeat(390)} ${"b".repeat(50)}`)).toBe(`${"a".repeat(390)}…`);
  });

  it("is tried again where the push service is away, and forgotten where the phone is gone", () => {
    expect([201, 404, 410, 400, 403, 413, 429, 500, 503, null].map(pushOutcome)).toEqual([
      "taken",
      "gone",
      "gone",
      "refused",
      "refused",
      "refused",
      "passing",
      "passing",
      "passing",
      "passing",
    ]);
    const waits = [1, 2, 3, 4, 5].map((tries) => pushWaitAfter(tries) ?? 0);
    expect(waits).toEqual([5_000, 20_000, 80_000, 320_000, 1_280_000]);
    expect(pushWaitAfter(6)).toBeNull();
  });
});
