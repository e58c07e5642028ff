import { AllowedMethods } from "sip.js/lib/core/user-agent-core/allowed-methods.js";
import { Grammar } from "sip.js/lib/core/index.js";
import { readQuickly } from "./quick-grammar.ts";

export { constructOutgoingResponse } from "sip.js/lib/core/messages/outgoing-response.js";

export {
  Dialog as CoreDialog,
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

/** Methods that the room supports; any other gets 405 with this list. UPDATE (RFC 3311) is answered by us: the core does not know it. */
const METHODS = ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK"];
AllowedMethods.splice(0, AllowedMethods.length, ...METHODS);
export const ALLOW = `Allow: ${METHODS.join(", ")}`;

// The core calls its grammar by this name alone.
const whole = Grammar.parse;
Grammar.parse = (text: string, rule: string): unknown => readQuickly(text, rule) ?? whole(text, rule);
export { Grammar };
