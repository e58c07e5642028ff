export { discard, movingBody, SlowBody, type Pace } from "./moving-body.ts";
export { ALONE } from "./alone.ts";
export { scopeOf, type Caller, type PartnerCaller } from "./caller.ts";
export { sendProblem } from "./answer.ts";
export { boundsOf, Connections, readDescriptorLimit } from "./connection-bounds.ts";
export { clientOf, trustedPeer } from "./client-address.ts";
export type { OnUndeclared } from "./declared.ts";
export type { GateKeepers, Passage } from "./gate.ts";
export {
  serve,
  serveBytes,
  serveRaw,
  serveSocket,
  type Bytes,
  type BytesReply,
  type Call,
  type RawReply,
  type Reply,
  type Served,
  type SocketReply,
  type TellRefusal,
} from "./handler.ts";
export { reservePort, PortTaken, type ReservedPort } from "./reserved-port.ts";
export { boundaryOf, BrokenForm, readParts, type FormPart } from "./multipart.ts";
export { ownHost } from "./own-host.ts";
export { byteRange } from "./range.ts";
export { buildHttp, type HttpOptions } from "./server.ts";
export { localTls, TLS_SUITES, type Tls } from "./tls.ts";
export type { ReadRate } from "./read-bound.ts";
