import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { removeMeta, savedRecordings } from "./saved.ts";

const keyOf = (callId: string): string => createHash("md5").update(callId).digest("hex");
const sdp = (mode: string, port: number): string => `SDP mode: ${mode}\nSDP before RTP packet: 1\n\nv=0\nm=audio ${port} RTP/AVP 8 101\n\n`;

test("what was kept of a saved call is found by its key, with the ports at which the caller's sound came", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-saved-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  expect(await savedRecordings(folder, keyOf("a@b"))).toEqual([]);
  await mkdir(join(folder, "metadata"));
  const callId = "29e0-1 5@caller.test";
  const name = `${encodeURIComponent(callId)}-e1c7ab5373b79fde`;
  const meta = `/elsewhere/pcaps/${name}.pcap\n\n${sdp("offer", 26_554)}${sdp("answer", 26_588)}${sdp("offer", 1)}${sdp("answer", 26_588)}`;
  await writeFile(join(folder, "metadata", `rtpengine-meta-${name}.txt`), meta);
  for (const other of ["rtpengine-meta-%E0%A4%A-e1c7ab5373b79fde.txt", "rtpengine-meta-x@y-e1c7ab5373b79fde.txt", "rtpengine-meta-.txt"])
    await writeFile(join(folder, "metadata", other), "");
  const [found, ...more] = await savedRecordings(folder, keyOf(callId));
  expect(more).toEqual([]);
  // Within our folder, whatever stands in the file.
  expect(found).toMatchObject({ pcap: join(folder, "pcaps", `${name}.pcap`), callerPorts: [26_588] });
  await removeMeta(folder, "x@y");
  expect(await readdir(join(folder, "metadata"))).toHaveLength(3);
});
