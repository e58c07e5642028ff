import { AllowedMethods } from "sip.js/lib/core/user-agent-core/allowed-methods.js";

export {
  Dialog as CoreDialog,
  Grammar,
  LoggerFactory,
  Parser,
  SessionDialog,
  SessionState,
  SignalingState,
  URI,
  UserAgentCore,
} from "sip.js/lib/core/index.js";
export type {
  AckableIncomingResponseWithSession,
  Body,
  DialogState,
  IncomingInviteRequest,
  IncomingMessage,
  IncomingRequestMessage,
  IncomingResponseMessage,
  OutgoingInviteRequest,
  Session,
  Transport,
} from "sip.js/lib/core/index.js";

/** What the room answers; anything else is 405 with this list. UPDATE (RFC 3311) is answered by us: the core does not know it. */
const METHODS = ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK"];
AllowedMethods.splice(0, AllowedMethods.length, ...METHODS);
export const ALLOW = `Allow: ${METHODS.join(", ")}`;
