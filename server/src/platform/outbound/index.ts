export { countedHost, isAllowedAddress, targetOf, type Target } from "./allowed-host.ts";
export { askNames, type AskNames, type Found } from "./names.ts";
export { letterLimit, pinned, post, sendLetter, type Letter } from "./post.ts";
export { fetchBytes, type Fetched } from "./fetch-bytes.ts";
