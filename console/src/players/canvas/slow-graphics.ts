/** Renderers that draw on the processor: SwiftShader, Mesa's llvmpipe and softpipe, Microsoft's Basic Render Driver. */
const BY_PROCESSOR = /swiftshader|llvmpipe|softpipe|software|basic render/i;

export const isSlowRenderer = (name: string): boolean => name === "" || BY_PROCESSOR.test(name);

let isSlow: boolean | null = null;

/**
 * True if the browser has no graphics card to draw with. Pictures that a canvas hands to such a renderer wait there without end. With two
 * walls of seven the page stood still for 85 s and held 2.3 GB. Drawn in memory, it was 0.2 s and 0.5 GB.
 */
export function drawsSlowly(): boolean {
  if (isSlow !== null) return isSlow;
  const context = typeof OffscreenCanvas === "function" ? new OffscreenCanvas(1, 1).getContext("webgl") : null;
  const names = context?.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = names ? context?.getParameter(names.UNMASKED_RENDERER_WEBGL) : context?.getParameter(context.RENDERER);
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  isSlow = isSlowRenderer(typeof name === "string" ? name : "");
  return isSlow;
}
