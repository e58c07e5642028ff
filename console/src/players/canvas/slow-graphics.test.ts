import { expect, it } from "vitest";
import { isSlowRenderer } from "./slow-graphics.ts";

it("knows a renderer on the processor by its name; none at all is one too", () => {
  const slow = [
    "",
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "ANGLE (Mesa, llvmpipe (LLVM 19.1.7, 256 bits), OpenGL 4.5)",
    "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)",
  ];
  const quick = ["ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00003EA0) Direct3D11 vs_5_0 ps_5_0, D3D11)", "Mali-G52", "WebKit WebGL"];
  expect(slow.map(isSlowRenderer)).toEqual(slow.map(() => true));
  expect(quick.map(isSlowRenderer)).toEqual(quick.map(() => false));
});
