/** What reads and writes the messages of passkeys (WebAuthn): read with the first that is used, since it is 60 ms of every start. */
export const webauthn = () => import("@simplewebauthn/server");
