/** Open item beside a list, and the way to open another. */
export type OpenProps = { readonly open: string | null; readonly onOpen: (open: string | null) => void };
