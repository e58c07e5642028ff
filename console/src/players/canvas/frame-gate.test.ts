import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit } from "./picture-stream.ts";
import { admit, CLOSED_GATE, type Gate } from "./frame-gate.ts";

/** Runs pictures with the number that waits before each; gives the acts. */
function run(pictures: readonly (readonly [key: boolean, waiting: number])[]): readonly string[] {
  let gate: Gate = CLOSED_GATE;
  return pictures.map(([key, waiting]) => {
    const admission = admit(gate, { key, waiting, lateMs: 0, lasting: false });
    gate = admission.gate;
    return admission.act;
  });
}

describe("frame gate", () => {
  it("takes nothing before a key frame", () => {
    expect(
      run([
        [false, 0],
        [false, 0],
        [true, 0],
        [false, 1],
      ]),
    ).toEqual(["drop", "drop", "decode", "decode"]);
  });

  it("decodes the whole group that a viewer begins with, however long", () => {
    const group = Array.from({ length: 200 }, (_, at): [boolean, number] => [at === 0, at]);
    expect(new Set(run(group))).toEqual(new Set(["decode"]));
  });

  it("throws away what waits when a key frame comes and it is behind", () => {
    expect(
      run([
        [true, 0],
        [false, 1],
        [false, 9],
        [true, 10],
      ]),
    ).toEqual(["decode", "decode", "decode", "restart"]);
  });

  it("waits for a key frame when it is a second behind, but not in its first group", () => {
    expect(
      run([
        [true, 0],
        [false, 26],
        [true, 0],
        [false, 26],
        [false, 3],
        [true, 0],
      ]),
    ).toEqual(["decode", "decode", "decode", "drop", "drop", "decode"]);
  });

  it("lets go of what is late for long, up to a key frame that is not", () => {
    const open: Gate = { needKey: false, first: false, keysPassed: 0 };
    const late = { waiting: 0, lateMs: 900, lasting: true };
    expect(admit(open, { ...late, key: false, lasting: false }).act).toBe("decode");
    const closed = admit(open, { ...late, key: false });
    expect(closed.act).toBe("drop");
    const passed = admit(closed.gate, { ...late, key: true });
    expect(passed.act).toBe("drop");
    expect(admit(passed.gate, { ...late, key: true, lateMs: 30, lasting: false }).act).toBe("decode");
  });

  it("takes a late key frame when all are late", () => {
    let gate = CLOSED_GATE;
    const acts = [1, 2, 3].map(() => {
      const admission = admit(gate, { key: true, waiting: 0, lateMs: 5000, lasting: true });
      gate = admission.gate;
      return admission.act;
    });
    expect(acts).toEqual(["drop", "drop", "decode"]);
  });

  it("never hands a picture to the decoder whose group it did not begin", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(60))), (pictures) => {
        let whole = false;
        run(pictures).forEach((act, at) => {
          if (act === "drop") whole = false;
          else if (pictures[at]?.[0]) whole = true;
          if (act !== "drop") expect(whole).toBe(true);
        });
      }),
    );
  });
});

describe("size of the canvas", () => {
  it("is that of the picture, or of the place where it is shown if that is smaller, in proportion", () => {
    expect(fit({ width: 640, height: 360 }, 1280)).toEqual({ width: 640, height: 360 });
    expect(fit({ width: 1920, height: 1080 }, 480)).toEqual({ width: 480, height: 270 });
    expect(fit({ width: 704, height: 576 }, 352)).toEqual({ width: 352, height: 288 });
    expect(fit({ width: 640, height: 360 }, 0)).toEqual({ width: 640, height: 360 });
  });
});
