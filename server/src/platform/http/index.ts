export { discard, movingBody, SlowBody, type Pace } from "./bounds/moving-body.ts";
export { ALONE } from "./alone.ts";
export { scopeOf, type Caller, type PartnerCaller } from "./caller.ts";
export { refusalOf, sendProblem } from "./answer.ts";
export { boundsOf, Connections, readDescriptorLimit } from "./bounds/connection-bounds.ts";
export { clientOf, trustedPeer } from "./client/client-address.ts";
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
export { reservePort, PortTaken, type ReservedPort } from "./tls/reserved-port.ts";
export { boundaryOf, BrokenForm, readParts, type FormPart } from "./forms/multipart.ts";
export { UNREADABLE } from "./forms/form.ts";
export { ownHost } from "./client/own-host.ts";
export { byteRange } from "./forms/range.ts";
export { buildHttp, type HttpOptions } from "./server.ts";
export { localTls, TLS_SUITES, type Tls } from "./tls/tls.ts";
export type { ReadRate } from "./bounds/read-bound.ts";
