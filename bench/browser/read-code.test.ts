import { CODE_BITS, codeBlock, readCode, writeCode } from "@amaliyat/simulator";
import { expect, it } from "vitest";
import { codePlaces } from "./read-code.ts";

it("reads in a picture of another size what the simulator burned into it", () => {
  const [width, height] = [640, 360];
  const picture = Buffer.alloc((width * height * 3) / 2, 60);
  const value = 0x9a_5c_3e_01_77;
  writeCode(picture, width, height, value);
  const places = codePlaces(width, height, codeBlock(width), CODE_BITS);
  const light = (x: number, y: number): number => picture[Math.floor(y * height) * width + Math.floor(x * width)] ?? 0;
  const read = places.x.reduce((sum, x) => sum * 2 + (light(x, places.y) > 127 ? 1 : 0), 0);
  expect(read).toBe(value);
  expect(readCode(width, (x, y) => picture[Math.floor(y) * width + Math.floor(x)] ?? 0)).toBe(value);
});
