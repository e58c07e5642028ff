/** The library for passkeys (WebAuthn). It is imported at its first use: at the start it would cost 60 ms. */
export const webauthn = () => import("@simplewebauthn/server");
