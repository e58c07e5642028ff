/**
 * Types of the part of web-push 3.6.7 that the room uses; the package has none. It encrypts and signs (RFC 8291, RFC 8292) and sends
 * nothing.
 */
declare module "web-push" {
  type Keys = { readonly publicKey: string; readonly privateKey: string };
  type Details = { readonly headers: Readonly<Record<string, string | number>>; readonly body: Buffer; readonly endpoint: string };
  const webPush: {
    readonly generateVAPIDKeys: () => Keys;
    readonly generateRequestDetails: (
      subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } },
      payload: string,
      options: {
        readonly TTL: number;
        readonly urgency: "high" | "normal";
        readonly topic: string;
        readonly contentEncoding: "aes128gcm";
        readonly vapidDetails: Keys & { readonly subject: string };
      },
    ) => Details;
  };
  export default webPush;
}
