/** Fields that an answer takes over from its request (RFC 3261 §8.2.6.2), in the long form or the short. */
const TAKEN: Readonly<Record<string, string>> = {
  via: "Via",
  v: "Via",
  from: "From",
  f: "From",
  to: "To",
  t: "To",
  "call-id": "Call-ID",
  i: "Call-ID",
  cseq: "CSeq",
};
const FIELD = /^([A-Za-z-]{1,20})[ \t]*:[ \t]*(\S.*)$/;

/**
 * A 400 to a request that the core cannot read, made of its own lines. Null for a message that is no request, for an ACK, which nobody
 * answers, and for one without the fields that identify the answer.
 */
export function badRequest(text: string): string | null {
  const head = text
    .slice(0, text.indexOf("\r\n\r\n") >>> 0)
    .trimStart()
    .replaceAll(/\r\n[ \t]+/g, " ");
  const [first = "", ...lines] = head.split("\r\n");
  if (!/^[A-Z]{1,20} \S{1,1000} SIP\/2\.0$/.test(first) || first.startsWith("ACK ")) return null;
  const fields = lines.flatMap((line) => {
    const [, name = "", value = ""] = FIELD.exec(line) ?? [];
    const long = TAKEN[name.toLowerCase()];
    return long === undefined ? [] : [{ long, value }];
  });
  const has = (name: string): boolean => fields.some(({ long }) => long === name);
  if (!["Via", "From", "To", "Call-ID", "CSeq"].every(has)) return null;
  const seen = new Set<string>();
  const kept = fields.filter(({ long }) => long === "Via" || (!seen.has(long) && seen.add(long)));
  const said = kept.map(({ long, value }) => `${long}: ${long === "To" && !/;\s*tag=/i.test(value) ? `${value};tag=unread` : value}`);
  return ["SIP/2.0 400 Bad Request", ...said, "Content-Length: 0", "", ""].join("\r\n");
}
