import { Assembler, type Fragment, type Picture } from "../ingest/assembler.ts";
import { ParameterSets, type DecoderConfig } from "../decoder-config.ts";
import { AVC } from "../h264/nal.ts";
import { AVC_SETS } from "../h264/parameter-sets.ts";
import { ArenaPool } from "../rtp/arena.ts";
import { CaptureClock } from "../rtp/capture-clock.ts";
import { Depacketizer } from "../rtp/depacketizer.ts";
import { Packetizer } from "./packets.ts";
import { SMALL, type CodedPicture } from "./pictures.ts";

export type Assembled = {
  readonly fragments: Fragment[];
  readonly pictures: { readonly picture: Picture; readonly bytes: Buffer; readonly config: DecoderConfig }[];
  readonly events: string[];
};

/** Runs packets through depacketizer and assembler; fragments are held, so that their buffers stay. */
export class Assembly implements Assembled {
  readonly fragments: Fragment[] = [];
  readonly pictures: { picture: Picture; bytes: Buffer; config: DecoderConfig }[] = [];
  readonly events: string[] = [];
  readonly assembler: Assembler;
  readonly clock = new CaptureClock(90_000);
  readonly #depacketizer: Depacketizer;
  readonly #packetizer = new Packetizer({ mtu: 900 });

  constructor(
    limits: { readonly fragmentMs: number; readonly gopBytes: number } = { fragmentMs: 200, gopBytes: 1e6 },
    framesPerSecond: number | null = null,
  ) {
    const sets = new ParameterSets(AVC_SETS);
    this.assembler = new Assembler({
      pool: new ArenaPool(),
      sets,
      clock: this.clock,
      clockRate: 90_000,
      framesPerSecond,
      limits,
      handlers: {
        fragment: (fragment) => {
          fragment.retain();
          this.fragments.push(fragment);
        },
        picture: (picture, buffer, _duration, config) => {
          const bytes = Buffer.from(buffer.subarray(picture.offset, picture.offset + picture.size));
          this.pictures.push({ picture, bytes, config });
        },
        froze: (from, to) => this.events.push(`froze ${Math.round(to - from)}`),
        interrupted: (cause) => this.events.push(cause),
      },
    });
    // Each picture comes at its marker, the first one too: its time of arrival is that of its last packet.
    this.#depacketizer = new Depacketizer(96, AVC, this.assembler.arena, sets, this.assembler, "trusted");
  }

  /** One picture at a time of 90 kHz. */
  write(picture: CodedPicture, ticks: number): void {
    for (const packet of this.#packetizer.packets(picture, ticks)) this.#depacketizer.rtp(packet, 0, packet.length);
  }

  /** Leaves out some packet numbers. */
  skip(count: number): void {
    this.#packetizer.sequence += count;
  }
}

/** Fragments of the small pictures, repeated, without time passing: 25 pictures a second of media time from `ticks` on. */
export function fragmentsOf(count: number, ticks = 90_000, pictures: readonly CodedPicture[] = SMALL): Fragment[] {
  const assembly = new Assembly();
  for (let i = 0; i < count; i++) assembly.write(pictures[i % pictures.length] ?? [], ticks + i * 3600);
  assembly.assembler.end();
  return assembly.fragments;
}
