import { ERRORS, explain, type ErrorCode } from "@amaliyat/contract/errors";
import { isNothing, SAYS_NOTHING, type Problem, type Route } from "@amaliyat/contract/route";
import { cutTo, ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { z } from "zod";

/** Faults that an answer names, and letters of each of their texts: an answer is no echo of what a stranger sends. */
const [MOST_FAULTS, LONGEST_TEXT] = [20, 200];

const short = ({ path, code, message }: Fields[number]): Fields[number] => ({
  path: cutTo(path, LONGEST_TEXT),
  code: cutTo(code, LONGEST_TEXT),
  message: cutTo(message, LONGEST_TEXT),
});

/** RFC 9457 problem of a refusal. */
export function problemOf(refusal: Refusal<ErrorCode>, fields?: Problem["fields"]): Problem {
  const params = refusal.params ?? {};
  return {
    type: `urn:amaliyat:error:${refusal.code}`,
    title: refusal.code,
    status: ERRORS[refusal.code].status,
    code: refusal.code,
    text: explain(refusal.code, params),
    ...(refusal.params ? { params } : {}),
    ...(fields ? { fields: fields.slice(0, MOST_FAULTS).map(short) } : {}),
  };
}

/** A room that is busy or has lost its database is asked again after so many seconds: it tries itself in less. */
const AGAIN_S = 5;

/** Seconds after which the same request may be sent again (RFC 9110, 10.2.3); null where sending it again is of no use. */
export function retryAfterOf({ code, params }: Refusal<ErrorCode>): number | null {
  const { status } = ERRORS[code];
  if (status !== 429 && status !== 503) return null;
  const { seconds } = params ?? {};
  return typeof seconds === "number" ? Math.max(1, Math.ceil(seconds)) : AGAIN_S;
}

type Fields = NonNullable<Problem["fields"]>;

/** Paths of texts that PostgreSQL cannot keep: those with a NUL, or with half of a surrogate pair. */
function notText(given: unknown, part: string): string[] {
  const wrong: string[] = [];
  // By a list, not by a call for each level: a stranger's document of 2,000 levels overflowed the stack.
  const left = [{ value: given, path: part }];
  for (const { value, path } of left) {
    if (typeof value === "string") {
      if (value.includes("\0") || !value.isWellFormed()) wrong.push(path);
    } else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
      for (const [key, each] of Object.entries(value)) left.push({ value: each, path: `${path}.${key}` });
    }
  }
  return wrong;
}

/** Parses one part of a request; a part that carries nothing is not looked at. */
export function parsePart(schema: z.ZodType, value: unknown, part: string): Result<unknown, Fields> {
  if (isNothing(schema)) return ok(undefined);
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    const wrong = notText(parsed.data, part);
    return wrong.length === 0
      ? ok(parsed.data)
      : refuse(wrong.map((path) => ({ path, code: "not_text", message: "holds a character that is none" })));
  }
  return refuse(
    parsed.error.issues.map((issue) => ({
      path: [part, ...issue.path].map(String).join("."),
      code: faultOf(issue),
      message: issue.message,
    })),
  );
}

/** The kind of a fault; a shape may give it a name of its own. */
const faultOf = (issue: z.core.$ZodIssue): string =>
  issue.code === "custom" && typeof issue.params?.["fault"] === "string" ? issue.params["fault"] : issue.code;

/** The refusal of a request with wrong fields. If nothing is wrong but a reason that says nothing, the refusal is of that. */
export const invalidAs = (fields: Fields): ErrorCode =>
  fields.every(({ code }) => code === SAYS_NOTHING) ? "request.reason_missing" : "request.invalid";

/** Parses params, query and body; all wrong fields are reported at once. */
export function parseParts(route: Route, given: { params: unknown; query: unknown; body: unknown }) {
  const params = parsePart(route.params, given.params, "params");
  const query = parsePart(route.query, given.query, "query");
  const body = parsePart(route.body, given.body, "body");
  const wrong = [params, query, body].flatMap((each) => (each.ok ? [] : each.error));
  if (!params.ok || !query.ok || !body.ok) return refuse(wrong);
  return ok({ params: params.value, query: query.value, body: body.value });
}
