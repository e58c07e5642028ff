import { afterEach, expect, it, vi } from "vitest";
import { turnOfThisPage } from "./only-page.ts";

afterEach(() => void vi.unstubAllGlobals());

type Waiting = { readonly onLock: () => Promise<unknown>; readonly reject: (cause: Error) => void };

/** The locks of a browser (Web Locks): one holder, a queue, and `steal`. */
function locks() {
  const [queue, now]: [Waiting[], { holder: Waiting | null }] = [[], { holder: null }];
  const grant = (one: Waiting): void => {
    now.holder = one;
    void one.onLock();
  };
  const request = (_name: string, { steal = false, signal }: LockOptions, onLock: () => Promise<unknown>) =>
    new Promise((_resolve, reject) => {
      const one = { onLock, reject };
      signal?.addEventListener("abort", () => {
        if (!queue.includes(one)) return;
        queue.splice(queue.indexOf(one), 1);
        reject(new DOMException("given up", "AbortError"));
      });
      if (steal) now.holder?.reject(new DOMException("stolen", "AbortError"));
      if (steal || now.holder === null) grant(one);
      else queue.push(one);
    });
  vi.stubGlobal("navigator", { locks: { request } });
  return { queued: () => queue.length };
}

/** Names of the steps that were reached, in turn. */
function steps() {
  const said: string[] = [];
  const note = (name: string, step: Promise<unknown>): void => void step.then(() => said.push(name));
  return { said, note };
}
const turnOver = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

it("waits for the other page, takes over at a press, and tells the other that it lost", async () => {
  const { queued } = locks();
  const { said, note } = steps();
  const first = turnOfThisPage();
  const { lost } = await first.come;
  note("first lost", lost);
  const second = turnOfThisPage();
  note("second works", second.come);
  await turnOver();
  expect([said, queued()]).toEqual([[], 1]);
  second.takeOver();
  await turnOver();
  expect([said.toSorted(), queued()]).toEqual([["first lost", "second works"], 0]);
  const again = turnOfThisPage();
  again.takeOver();
  await turnOver();
  note("second lost", (await second.come).lost);
  await turnOver();
  expect(said.at(-1)).toBe("second lost");
});

it.each([
  ["has none", {}],
  ["forbids them", { locks: { request: () => Promise.reject(new DOMException("denied", "SecurityError")) } }],
  [
    "fails at them",
    {
      get locks() {
        throw new DOMException("denied", "SecurityError");
      },
    },
  ],
])("works without locks where the browser %s", async (_, navigator) => {
  vi.stubGlobal("navigator", navigator);
  const { said, note } = steps();
  const { lost } = await turnOfThisPage().come;
  note("lost", lost);
  await turnOver();
  expect(said).toEqual([]);
});
