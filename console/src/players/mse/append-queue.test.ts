import { describe, expect, it } from "vitest";
import { AppendQueue } from "./append-queue.ts";

/** Stands for a source buffer: updates until told to end. */
class FakeBuffer extends EventTarget {
  updating = false;
  readonly done: string[] = [];
  work(name: string): void {
    if (this.updating) throw new Error("InvalidStateError");
    this.updating = true;
    this.done.push(name);
  }
  end(): void {
    this.updating = false;
    this.dispatchEvent(new Event("updateend"));
  }
}

function make(): { readonly fake: FakeBuffer; readonly queue: AppendQueue } {
  const fake = new FakeBuffer();
  return { fake, queue: new AppendQueue(fake as EventTarget as SourceBuffer) };
}

describe("AppendQueue", () => {
  it("does one thing at a time, in order", async () => {
    const { fake, queue } = make();
    const both = [queue.run(() => fake.work("a")), queue.run(() => fake.work("b"))];
    expect(fake.done).toEqual(["a"]);
    fake.end();
    expect(await both[0]).toBe(true);
    expect(fake.done).toEqual(["a", "b"]);
    fake.end();
    expect(await both[1]).toBe(true);
  });

  it("goes on after work that needs no update and after work that throws", async () => {
    const { fake, queue } = make();
    expect(await queue.run(() => undefined)).toBe(true);
    const failed = queue.run(() => {
      throw new Error("QuotaExceededError");
    });
    const next = queue.run(() => fake.work("c"));
    await expect(failed).rejects.toThrow("Quota");
    expect(fake.done).toEqual(["c"]);
    fake.end();
    expect(await next).toBe(true);
  });

  it("drops what waits when cleared, and everything after it ended", async () => {
    const { fake, queue } = make();
    const [first, second] = [queue.run(() => fake.work("a")), queue.run(() => fake.work("b"))];
    queue.clear();
    expect(await second).toBe(false);
    fake.end();
    expect(await first).toBe(true);
    queue[Symbol.dispose]();
    expect(await queue.run(() => fake.work("c"))).toBe(false);
    expect(fake.done).toEqual(["a"]);
  });
});
