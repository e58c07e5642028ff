import { expect, it } from "vitest";
import { openLed, showPush, type PushScope } from "./push.ts";

const SCOPE = "https://room.example/allo/";
const LED = { language: "fr", alertId: "a" } as const;

/** A service worker with pages open at these addresses, and its acts, in words. */
function workerWith(pages: readonly string[], mayLead = true) {
  const done: string[] = [];
  const page = (url: string) => ({
    url,
    focus: async () => void done.push("focus"),
    navigate: async (to: string) => {
      if (!mayLead) throw new TypeError("this page is not mine");
      done.push(`lead ${to}`);
    },
  });
  const scope: PushScope = {
    registration: {
      scope: SCOPE,
      pushManager: { getSubscription: async () => null, subscribe: () => Promise.reject(new Error("no push service")) },
      showNotification: async (title, { tag }) => void done.push(`show ${title} as ${tag}`),
    },
    clients: { matchAll: async () => pages.map(page), openWindow: async (url) => void done.push(`open ${url}`) },
  };
  return { scope, done };
}

it("leads the page of the app that is open to the alert, in the page's own language", async () => {
  const { scope, done } = workerWith(["https://room.example/", `${SCOPE}en/#walk`]);
  await openLed(scope, LED);
  expect(done).toEqual([`lead ${SCOPE}en/#alerts/a`, "focus"]);
});

it("opens a page where none of the app is open, or the open one cannot be led", async () => {
  const alone = workerWith(["https://room.example/console"]);
  await openLed(alone.scope, LED);
  const stubborn = workerWith([SCOPE], false);
  await openLed(stubborn.scope, LED);
  expect([alone.done, stubborn.done]).toEqual([[`open ${SCOPE}fr/#alerts/a`], [`open ${SCOPE}#alerts/a`]]);
});

it("lets no message go by unshown, even one that it cannot read", async () => {
  const { scope, done } = workerWith([]);
  for (const text of ["", "{", "[]"]) await showPush(scope, { text: () => text });
  await showPush(scope, null);
  expect(done).toEqual(Array(4).fill("show ألو شرطة as alerts"));
});
