/** Headers of a file that came from outside. A page that is made of it can do nothing: no script, no form, no frame, nothing from elsewhere. */
export const ALONE = { "content-security-policy": "default-src 'none'; media-src 'self'; img-src 'self'; sandbox" } as const;
