import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startProgram } from "../harness/child.ts";
import { pause } from "../harness/ending.ts";
import { CAMERA_USER } from "../material/cameras.ts";
import type { Subject } from "./subject.ts";

/** Files of ten seconds by the clock, fragments of half a second: what our own recorder writes. */
const FILES = ["-f", "segment", "-segment_time", "10", "-segment_atclocktime", "1", "-strftime", "1", "-reset_timestamps", "1"];
const FRAGMENTS = "movflags=+empty_moov+default_base_moof:frag_duration=500000:flush_packets=1";
const SEGMENTS = [...FILES, "-segment_format", "mp4", "-segment_format_options", FRAGMENTS];
/** Between two starts, as a service manager would: all at once they would starve each other. */
const APART_MS = 30;

/** The peer: one ffmpeg that copies for each camera. */
export const ffmpeg: Subject = {
  name: "ffmpeg",
  async start(cameras, count, folder) {
    await using stack = new AsyncDisposableStack();
    const started = [];
    const user = `${CAMERA_USER.username}:${encodeURIComponent(CAMERA_USER.password)}`;
    for (let index = 0; index < count; index++) {
      const files = join(folder, `cam${index}`);
      await mkdir(files, { recursive: true });
      const url = `rtsp://${user}@${cameras.host}:${cameras.port}${cameras.pathOf(index, "main")}`;
      const input = ["-nostdin", "-v", "error", "-rtsp_transport", "tcp", "-timeout", "5000000", "-i", url, "-map", "0:v", "-c", "copy"];
      started.push(stack.use(startProgram("ffmpeg", [...input, ...SEGMENTS, join(files, "%Y%m%d-%H%M%S.mp4")], { signal: "SIGINT" })));
      await pause(APART_MS);
    }
    const kept = stack.move();
    return {
      pids: started.map(({ pid }) => pid),
      loopDelayP99Ms: () => null,
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  },
};
