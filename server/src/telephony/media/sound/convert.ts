import { createReadStream } from "node:fs";
import { open, rename } from "node:fs/promises";
import { isDecoded } from "./captured.ts";
import type { G711Types } from "./g711.ts";
import { inFile, PCAP_FILE_HEAD, PCAP_MAGIC, readPackets, type RtpPacket } from "./pcap.ts";
import { PlayedSound, type Played } from "./played.ts";
import { Stereo } from "./stereo.ts";
import { WAV_HEAD, wavHead } from "./wav.ts";

/** `beganAt` is when its first packet came (epoch ms); null where there is none. */
export type Converted = { readonly seconds: number; readonly lost: number; readonly beganAt: number | null };

/** Fails for a file that is none of packets, though it has as many bytes as one: it is not taken for a call without sound. */
async function checkHead(pcap: string): Promise<void> {
  await using file = await open(pcap);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(PCAP_FILE_HEAD));
  if (bytesRead === PCAP_FILE_HEAD && buffer.readUInt32LE(0) !== PCAP_MAGIC) throw new Error(`${pcap} is no file of packets`);
}

/** The packets of files that follow one another. */
async function* packetsOf(pcaps: readonly string[]): AsyncGenerator<RtpPacket> {
  for (const [nth, pcap] of pcaps.entries()) {
    await checkHead(pcap);
    for await (const packet of readPackets(createReadStream(pcap) as AsyncIterable<Buffer>)) yield inFile(packet, nth);
  }
}

/** The packets that the media server kept and those that it decoded for us, in the order in which they came. */
async function* inTime(pcaps: readonly string[]): AsyncGenerator<RtpPacket> {
  const kept = packetsOf(pcaps.filter((pcap) => !isDecoded(pcap)));
  const decoded = packetsOf(pcaps.filter(isDecoded));
  let next = await decoded.next();
  for await (const packet of kept) {
    for (; next.done !== true && next.value.at < packet.at; next = await decoded.next()) yield next.value;
    yield packet;
  }
  for (; next.done !== true; next = await decoded.next()) yield next.value;
}

/** Makes a stereo WAV of what the media server kept of a call, file after file, and of what it played. It is whole where it has its name. */
export async function convert(
  pcaps: readonly string[],
  wav: string,
  callerPorts: readonly number[],
  played: readonly Played[] = [],
  types: G711Types = [],
): Promise<Converted> {
  const stereo = new Stereo(callerPorts, played.length === 0 ? null : await PlayedSound.of(played), types);
  const part = `${wav}.part`;
  let bytes = 0;
  {
    await using file = await open(part, "w", 0o600);
    let at = WAV_HEAD;
    const write = async (samples: Int16Array): Promise<void> => {
      if (samples.length === 0) return;
      const piece = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
      await file.write(piece, 0, piece.length, at);
      at += piece.length;
    };
    let waiting: Int16Array[] = [];
    for await (const packet of inTime(pcaps)) {
      waiting.push(stereo.decode(packet));
      if (waiting.length < 200) continue;
      for (const each of waiting) await write(each);
      waiting = [];
    }
    for (const each of [...waiting, stereo.rest()]) await write(each);
    bytes = at - WAV_HEAD;
    await file.write(wavHead(bytes, 2), 0, WAV_HEAD, 0);
    await file.sync();
  }
  await rename(part, wav);
  return { seconds: stereo.seconds, lost: stereo.lost, beganAt: stereo.beganAt };
}
