import { afterEach, beforeEach, expect, it, vi } from "vitest";

/** A browser that lets nothing sound before a touch. */
let allowed = false;
let playing = 0;
const touches = new EventTarget();
class FakeAudio {
  loop = false;
  currentTime = 0;
  play = async (): Promise<void> => {
    if (!allowed) throw new DOMException("no touch yet", "NotAllowedError");
    playing = 1;
  };
  pause = (): void => {
    playing = 0;
  };
}

// A module of this file's own: in the one that all share another file may have left a sound that rings in its own way.
let ringTone: typeof import("./ring-tone.ts");

beforeEach(async () => {
  vi.resetModules();
  ringTone = await import("./ring-tone.ts");
  vi.stubGlobal("Audio", FakeAudio);
  vi.stubGlobal("addEventListener", touches.addEventListener.bind(touches));
  vi.stubGlobal("removeEventListener", touches.removeEventListener.bind(touches));
});
afterEach(() => vi.unstubAllGlobals());

it("a ring that the browser does not let sound is told, and heard from the first touch on for as long as it rings", async () => {
  const { ringAloud, silenced } = ringTone;
  ringAloud(true);
  await vi.waitFor(() => expect(silenced.get()).toBe(true));
  expect(playing).toBe(0);
  allowed = true;
  touches.dispatchEvent(new Event("keydown"));
  await vi.waitFor(() => expect(playing).toBe(1));
  expect(silenced.get()).toBe(false);
  ringAloud(false);
  expect(playing).toBe(0);

  allowed = false;
  ringAloud(true);
  await vi.waitFor(() => expect(silenced.get()).toBe(true));
  ringAloud(false);
  allowed = true;
  touches.dispatchEvent(new Event("pointerdown"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([silenced.get(), playing]).toEqual([false, 0]);
});
