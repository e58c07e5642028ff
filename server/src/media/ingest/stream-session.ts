import type { Result } from "@amaliyat/domain/kernel";
import { ParameterSets } from "../decoder-config.ts";
import { AVC } from "../h264/nal.ts";
import { AVC_SETS } from "../h264/parameter-sets.ts";
import { HEVC } from "../h265/nal.ts";
import { HEVC_SETS } from "../h265/parameter-sets.ts";
import type { CameraRefusal, Credentials, StreamAddress } from "../model.ts";
import type { ArenaPool } from "../rtp/arena.ts";
import { CaptureClock } from "../rtp/capture-clock.ts";
import { Depacketizer } from "../rtp/depacketizer.ts";
import { parseSenderReport } from "../rtp/rtcp.ts";
import type { KeepAlive } from "../rtsp/keep-alive.ts";
import type { PacketSink } from "../rtsp/session.ts";
import { RtspSession } from "../rtsp/session.ts";
import type { VideoFormat, VideoTrack } from "../rtsp/sdp.ts";
import { Assembler, type AssemblerHandlers } from "./assembler.ts";

export type StreamSessionOptions = {
  readonly address: StreamAddress;
  readonly credentials: Credentials | null;
  readonly pool: ArenaPool;
  readonly limits: { readonly fragmentMs: number; readonly gopBytes: number };
  readonly handlers: AssemblerHandlers;
  /** The camera took the connection. */
  reached?(): void;
  ended(refusal: CameraRefusal): void;
  readonly signal: AbortSignal;
  /** Keep-alive method of the camera, learnt by earlier connections. */
  readonly alive: KeepAlive;
};

/** Everything that lives as long as one connection to one stream: RTSP, depacketizer, assembler, clock. */
export class StreamSession {
  rtsp: RtspSession | null = null;
  assembler: Assembler | null = null;
  clock: CaptureClock | null = null;
  framesPerSecond: number | null = null;
  #depacketizer: Depacketizer | null = null;
  readonly #options: StreamSessionOptions;

  private constructor(options: StreamSessionOptions) {
    this.#options = options;
  }

  static async open(options: StreamSessionOptions): Promise<Result<StreamSession, CameraRefusal>> {
    const session = new StreamSession(options);
    const handlers = {
      reached: () => options.reached?.(),
      track: (track: VideoTrack) => session.#begin(track),
      ended: (refusal: CameraRefusal) => {
        session.#finish();
        options.ended(refusal);
      },
    };
    const opened = await RtspSession.open(options.address, options.credentials, handlers, options.signal, options.alive);
    if (!opened.ok) {
      session.#finish();
      return opened;
    }
    session.rtsp = opened.value;
    return { ok: true, value: session };
  }

  /** Ends the connection and hands out the last pictures. */
  close(): void {
    this.rtsp?.close();
    this.#finish();
  }

  #begin(track: VideoTrack): PacketSink {
    const expected = this.#read(track);
    const sink: { video: PacketSink["video"]; readonly rtcp: PacketSink["rtcp"] } = {
      video: expected,
      rtcp: (bytes, from, to) => {
        const report = parseSenderReport(bytes, from, to);
        if (report) this.clock?.reported(report);
      },
    };
    if (track.alternatives.length === 0) return sink;
    // The first packet of a known format decides between the formats of one media line.
    sink.video = {
      rtp: (bytes, from, to) => {
        const type = (bytes[from + 1] ?? 0) & 127;
        const format = [track, ...track.alternatives].find(({ payloadType }) => payloadType === type);
        if (format === undefined) return;
        if (format === track) sink.video = expected;
        else {
          this.#finish();
          sink.video = this.#read(format);
        }
        sink.video.rtp(bytes, from, to);
      },
    };
    return sink;
  }

  /** Begins to read packets of one format. */
  #read(format: VideoFormat): Depacketizer {
    const { pool, limits, handlers } = this.#options;
    const isAvc = format.codec === "h264";
    const sets = new ParameterSets(isAvc ? AVC_SETS : HEVC_SETS, format.parameterSets);
    const { clockRate, framesPerSecond } = format;
    this.clock = new CaptureClock(clockRate);
    this.assembler = new Assembler({ pool, sets, clock: this.clock, clockRate, framesPerSecond, limits, handlers });
    this.#depacketizer = new Depacketizer(format.payloadType, isAvc ? AVC : HEVC, this.assembler.arena, sets, this.assembler);
    this.framesPerSecond = framesPerSecond;
    return this.#depacketizer;
  }

  #finish(): void {
    this.#depacketizer?.flush();
    this.#depacketizer = null;
    this.assembler?.end();
    this.assembler = null;
  }
}
