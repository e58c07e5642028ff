import "./lists.css";

export { DraftForm } from "./draft-form.tsx";
export { ListBody, NoneFound } from "./list-body.tsx";
export { ListSearch } from "./list-search.tsx";
