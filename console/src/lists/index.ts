export { dayOf, isoOf } from "./days.ts";
export { DraftForm } from "./draft-form.tsx";
export { ListBody, NoneFound } from "./list-body.tsx";
export { MorePages } from "./more-pages.tsx";
export { ListPanel, type ListFilter } from "./list-panel.tsx";
export { ListSearch, TypedSearch } from "./list-search.tsx";
export { useVersionedDraft } from "./use-versioned-draft.ts";
export { ReasonDialog, type ReasonDialogProps } from "./reason-dialog.tsx";
export { ViewBar } from "./view-bar.tsx";
