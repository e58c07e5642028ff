/** The scheme of the codes and its version. A version adds codes or retires them; none is ever reused, and labels are data. */
export const SCHEME = { name: "dz-int", version: 1 } as const;

/** As it is quoted beside a code. */
export const SCHEME_LABEL = `${SCHEME.name}/${SCHEME.version}`;
