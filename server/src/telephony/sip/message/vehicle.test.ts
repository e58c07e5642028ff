import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readBody } from "./body.ts";
import { cutFrames } from "../frames.ts";
import { acknowledging, vehicleOf } from "./vehicle.ts";

const TYPE = "application/EmergencyCallData.eCall.MSD";

/** An INVITE with a description and a vehicle's data, as bytes on a connection. */
function invite(msd: Buffer, encoding = "binary"): Buffer {
  const start = `--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b\r\nContent-Type: ${TYPE}\r\nContent-ID: <1234567890@vehicle.example>\r\n`;
  const part = `Content-Disposition: by-reference\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(start + part), msd, Buffer.from("\r\n--b--\r\n")]);
  return Buffer.concat([Buffer.from(`INVITE urn:service:sos.ecall.automatic SIP/2.0\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
}
const bodyOf = (bytes: Buffer): string => cutFrames(bytes).messages[0]?.split("\r\n\r\n").slice(1).join("\r\n\r\n") ?? "";

test("a vehicle's bytes come through a connection as they were, whatever they are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 140 }), (bytes) => {
      // A part that holds the boundary of its own body is no part that anybody writes.
      fc.pre(!Buffer.from(bytes).includes("\r\n--b"));
      const read = readBody("multipart/mixed;boundary=b", bodyOf(invite(Buffer.from(bytes))));
      expect(read.sdp).toBe("v=0");
      expect(read.vehicle?.msd.equals(Buffer.from(bytes))).toBe(true);
      expect(read.vehicle?.contentId).toBe("1234567890@vehicle.example");
    }),
  );
  const coded = readBody("multipart/mixed;boundary=b", bodyOf(invite(Buffer.from(Buffer.from([2, 255, 0]).toString("base64")), "base64")));
  expect(coded.vehicle?.msd).toEqual(Buffer.from([2, 255, 0]));
  expect(readBody("multipart/mixed;boundary=b", bodyOf(invite(Buffer.alloc(141, 1)))).vehicle).toBeNull();
});

test("a text that holds no such part is read as text", () => {
  const [message] = cutFrames(Buffer.from("MESSAGE sip:a SIP/2.0\r\nContent-Length: 4\r\n\r\nدر")).messages;
  expect(message).toContain("در");
});

test("a call of a vehicle is known by its address or its data", () => {
  expect(vehicleOf(null, "urn:service:sos.ecall.automatic", "")).toEqual({ msd: null, by: "automatic" });
  expect(vehicleOf(null, "sip:17@room", "<urn:service:sos.ecall.manual>")).toEqual({ msd: null, by: "manual" });
  expect(vehicleOf({ msd: Buffer.from([2]), contentId: null }, "sip:17@room")).toEqual({ msd: "02", by: null });
  expect(vehicleOf(null, "urn:service:sos.police")).toBeNull();
});

test("an answer acknowledges the data by the name of their part, beside the description (RFC 8147 §8)", () => {
  const { header, body } = acknowledging("v=0\r\n", { msd: Buffer.from([2]), contentId: "1234567890@vehicle.example" });
  expect(header).toContain("purpose=EmergencyCallData.Control");
  expect(readBody(body.contentType, body.content).sdp).toContain("v=0");
  expect(body.content).toContain('<ack received="true" ref="1234567890@vehicle.example"/>');
  expect(acknowledging("v=0\r\n", { msd: Buffer.from([2]), contentId: null }).body.content).toContain('<ack received="true"/>');
});
