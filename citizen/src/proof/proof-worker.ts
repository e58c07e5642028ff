import { solve } from "./solve.ts";

type Work = { readonly task: string; readonly code: string; readonly bits: number };

addEventListener("message", ({ data }: MessageEvent<Work>) => postMessage(solve(data.task, data.code, data.bits)));
