/** Which one is open beside a list, and how to open another. */
export type OpenProps = { readonly open: string | null; readonly onOpen: (open: string | null) => void };
