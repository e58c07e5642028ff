import { describe, expect, it } from "vitest";
import { lagAfter, LATE_MS, publicationOf, type Lag, type LogHead } from "./publication.ts";

const head = (size: number, signed: number | null): LogHead => ({
  size,
  state: "published",
  alarm: null,
  published: signed === null ? null : { size: signed, root: "", at: "2020-01-01T00:00:00Z", note: "" },
});

describe("whether the log is being published", () => {
  it("does not call a quiet room late, however old its checkpoint", () => {
    expect(publicationOf(head(7, 7), lagAfter(null, head(7, 7), 1000), 1000)).toBe("published");
    const lag = lagAfter(null, head(8, 7), 1000);
    expect(publicationOf(head(8, 7), lag, 1000)).toBe("signing");
  });

  it("calls it late once the same entries have waited too long", () => {
    let lag: Lag = null;
    for (let now = 0; now < LATE_MS; now += 5000) {
      lag = lagAfter(lag, head(8 + now, 7), now);
      expect(publicationOf(head(8 + now, 7), lag, now)).toBe("signing");
    }
    lag = lagAfter(lag, head(99, 7), LATE_MS);
    expect(publicationOf(head(99, 7), lag, LATE_MS)).toBe("late");
  });

  it("calls an alarm an alarm, whatever waits, and takes the room's own word that it is late", () => {
    const alarmed: LogHead = { ...head(8, 8), state: "alarm", alarm: { index: 3, reason: "entry 3 differs" } };
    expect(publicationOf(alarmed, null, 0)).toBe("alarm");
    expect(publicationOf({ ...alarmed, size: 5 }, lagAfter(null, alarmed, 0), LATE_MS)).toBe("alarm");
    expect(publicationOf({ ...head(8, 7), state: "late" }, { since: 0, signed: 7 }, 1)).toBe("late");
  });

  it("begins anew when something was signed", () => {
    const lag = lagAfter(lagAfter(null, head(8, 7), 0), head(20, 15), LATE_MS);
    expect(publicationOf(head(20, 15), lag, LATE_MS)).toBe("signing");
  });

  it("sees a log that was never signed, and one that is shorter than what was signed", () => {
    const lag = lagAfter(null, head(3, null), 0);
    expect(publicationOf(head(3, null), lag, LATE_MS)).toBe("late");
    expect(publicationOf(head(3, 5), lagAfter(null, head(3, 5), 0), 0)).toBe("shrunk");
  });
});
