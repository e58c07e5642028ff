import { expect, it } from "vitest";
import { isStale, ledTo, noticeOf } from "./notice.ts";

const MESSAGE = {
  event: "published",
  tag: "0190",
  alertId: "0190-1",
  kind: "danger",
  language: "fr",
  title: "Fuite de chlore",
  words: "Restez chez vous.",
  area: "Cité Ennasr",
  until: "2026-11-26T20:00:00.000Z",
};

it("shows an alert in its own language, and keeps an urgent one on the screen", () => {
  const { title, options } = noticeOf(MESSAGE, "ar", 5);
  expect(title).toBe("Fuite de chlore");
  expect(options).toMatchObject({
    body: "Cité Ennasr\nRestez chez vous.",
    tag: "0190",
    lang: "fr",
    dir: "ltr",
    silent: false,
    requireInteraction: true,
    data: { language: "fr", alertId: "0190-1", at: 5, isOver: false },
  });
  expect(noticeOf({ ...MESSAGE, kind: "road_closed" }, "ar", 5).options.requireInteraction).toBe(false);
  expect(noticeOf({ ...MESSAGE, language: "ar" }, "fr", 5).options.dir).toBe("rtl");
});

it("puts in its place, quietly, that it is over", () => {
  const { title, options } = noticeOf({ ...MESSAGE, event: "ended" }, "ar", 5);
  expect(title).toMatch(/^Terminé\s: \u2068Fuite de chlore\u2069$/);
  expect(options).toMatchObject({ body: "Cité Ennasr", tag: "0190", renotify: false, silent: true, requireInteraction: false });
});

it.each([null, "x", {}, { ...MESSAGE, event: "renewed" }, { ...MESSAGE, language: "de" }, { ...MESSAGE, title: 3 }])(
  "leads to the alerts for what it cannot read: %j",
  (given) => {
    const { title, options } = noticeOf(given, "en", 5);
    expect([title, options.lang, options.data.alertId]).toEqual(["Allo Chorta", "en", ""]);
    expect(options.body).toContain("Open the app");
  },
);

it("leads to the alert on the page that is open, and else on that of its language", () => {
  expect(ledTo({ language: "fr", alertId: "a" }, null)).toBe("/allo/fr/#alerts/a");
  expect(ledTo({ language: "ar", alertId: "" }, null)).toBe("/allo/#alerts");
  expect(ledTo({ language: "fr", alertId: "a" }, "/allo/en/")).toBe("/allo/en/#alerts/a");
});

it("no longer holds once it says that it is over, or its alert is not in force; one that just came is not judged by an older answer", () => {
  const kept = { language: "fr", alertId: "a", at: 0, isOver: false } as const;
  const stale = (more: Partial<typeof kept> | { isOver: true }, ids: string[], now: number) =>
    isStale({ ...kept, ...more }, new Set(ids), now);
  expect([stale({}, ["a"], 9e6), stale({}, [], 59_000), stale({}, [], 61_000)]).toEqual([false, false, true]);
  expect(stale({ isOver: true }, ["a"], 1)).toBe(true);
});
