import { SECONDS_MOST } from "@amaliyat/domain/reports";

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
/** Speech is understood at this rate, and a minute of it has 180 kB. */
const BITS_PER_S = 24_000;

export const canRecord = (): boolean => typeof MediaRecorder !== "undefined" && navigator.mediaDevices !== undefined;

export type Recording = { readonly blob: Blob; readonly seconds: number };
export type Recorder = { readonly stop: () => Promise<Recording>; readonly drop: () => void };

/** Says 25 times a second how loud it is, 0 to 1. */
function watchLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const sound = new AudioContext();
  const ear = sound.createAnalyser();
  ear.fftSize = 512;
  sound.createMediaStreamSource(stream).connect(ear);
  const wave = new Float32Array(ear.fftSize);
  const timer = setInterval(() => {
    ear.getFloatTimeDomainData(wave);
    onLevel(Math.min(1, 4 * Math.sqrt(wave.reduce((sum, each) => sum + each * each, 0) / wave.length)));
  }, 40);
  return () => {
    clearInterval(timer);
    void sound.close();
  };
}

/** Begins to record; rejects where the phone does not let us. It ends by itself at the longest that is taken, by `onEnd`. */
export async function record(onLevel: (level: number) => void, onEnd: () => void): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_S, ...(mimeType === undefined ? {} : { mimeType }) });
  const parts: Blob[] = [];
  const begun = Date.now();
  const unwatch = watchLevel(stream, onLevel);
  const limit = setTimeout(onEnd, SECONDS_MOST.voice * 1000);
  recorder.addEventListener("dataavailable", ({ data }) => void parts.push(data));
  const ended = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve(), { once: true }));
  recorder.start(1000);
  const end = (): void => {
    clearTimeout(limit);
    unwatch();
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    drop: end,
    stop: async () => {
      const seconds = Math.max(1, Math.round((Date.now() - begun) / 1000));
      end();
      await ended;
      return { blob: new Blob(parts, { type: recorder.mimeType }), seconds };
    },
  };
}
