import { recordings } from "@amaliyat/contract/recordings";
import { useEffect, useState, type RefObject } from "react";
import { roomNow } from "@amaliyat/ui/hooks";
import { ask } from "../../api/index.ts";
import { createTurnstile, openPlayer, type PlayerReport, type PlayerState } from "../../players/index.ts";
import type { Why } from "./tile-state.ts";

export type Asked = { readonly cameraId: string; readonly stream: "main" | "sub"; readonly hasSub: boolean; readonly why: Why };

/** Data that redraw a tile: not every picture, but changes in words and digits. */
export type Picture = {
  readonly state: PlayerState;
  /** Capture time of the picture on the screen, ms since epoch, to the second; null before the first. */
  readonly takenAt: number | null;
  /** From the capture to the screen, to a tenth of a second. */
  readonly delayMs: number | null;
  /** True if the browser cannot show the large stream (H.265 in many), and the small one is shown in its place. */
  readonly isSmallOnly: boolean;
};

/** A picture that is shown narrower than this (device px) is taken from the camera's small stream, 640 wide on most. */
const SMALL_PX = 760;

/** The stream that serves a picture shown `width` px wide. */
export const streamFor = (width: number, hasSub: boolean): Asked["stream"] =>
  hasSub && width * devicePixelRatio < SMALL_PX ? "sub" : "main";

/** Sixteen tiles that open at once would ask the room sixteen times in one instant. */
const turn = createTurnstile(40);

/** The measures on the tile, for the eye of a technician and for benchmarks. */
function mark(tile: HTMLElement, { state, firstFrameMs, captureMs, pictureAt, fps, dropped }: PlayerReport): void {
  const { dataset } = tile;
  dataset["state"] = state.kind;
  const put = (key: string, value: number | null): void => {
    if (value === null) delete dataset[key];
    else dataset[key] = String(Math.round(value));
  };
  put("firstFrameMs", firstFrameMs);
  put("captureMs", captureMs);
  put("drawnMs", pictureAt);
  put("fps", fps);
  put("dropped", dropped);
}

const secondOf = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** True for a large stream that the browser cannot decode while the camera has a small one. */
export const needsSmall = ({ stream, hasSub }: Asked, state: PlayerState): boolean =>
  stream === "main" && hasSub && state.kind === "lost" && state.cause === "unplayable";

function pictureOf({ state, captureMs, pictureAt }: PlayerReport, isSmallOnly: boolean): Picture {
  const clock = roomNow() - Date.now();
  const delay = captureMs === null || pictureAt === null ? null : Math.max(0, pictureAt + clock - captureMs);
  return {
    state,
    takenAt: captureMs === null ? null : secondOf(captureMs),
    delayMs: delay === null ? null : Math.round(delay / 100) * 100,
    isSmallOnly,
  };
}

const isSame = (a: Picture | null, b: Picture): boolean =>
  a !== null &&
  a.takenAt === b.takenAt &&
  a.delayMs === b.delayMs &&
  a.isSmallOnly === b.isSmallOnly &&
  a.state.kind === b.state.kind &&
  JSON.stringify(a.state) === JSON.stringify(b.state);

/**
 * Shows the live picture of a camera inside `host` while `asked` is not null, and marks `tile` with its measurements. A change of the
 * camera, the stream or the reason is a new view in the log. So is the small stream where the large one cannot be shown.
 */
export function useLivePicture(
  host: RefObject<HTMLElement | null>,
  tile: RefObject<HTMLElement | null>,
  asked: Asked | null,
): Picture | null {
  const [picture, setPicture] = useState<Picture | null>(null);
  /** The camera whose large stream this browser cannot show. */
  const [smallOnly, setSmallOnly] = useState<string | null>(null);
  const isSmallOnly = asked !== null && asked.cameraId === smallOnly;
  const key = JSON.stringify(isSmallOnly ? { ...asked, stream: "sub" } : asked);
  useEffect(() => {
    const wanted = JSON.parse(key) as Asked | null;
    const [place, marked] = [host.current, tile.current];
    if (!wanted || !place || !marked) return undefined;
    const { cameraId, stream, why } = wanted;
    const player = openPlayer(
      place,
      async (signal) => {
        await turn(signal);
        signal.throwIfAborted();
        return ask(recordings.openLive, { body: { cameraId, stream, ...why }, signal });
      },
      (report) => {
        mark(marked, report);
        if (needsSmall(wanted, report.state)) return setSmallOnly(cameraId);
        const next = pictureOf(report, isSmallOnly);
        setPicture((last) => (isSame(last, next) ? last : next));
      },
    );
    return () => {
      player[Symbol.dispose]();
      for (const name of ["state", "firstFrameMs", "captureMs", "drawnMs", "fps", "dropped"]) delete marked.dataset[name];
      setPicture(null);
    };
  }, [host, tile, key, isSmallOnly]);
  return asked === null ? null : picture;
}
