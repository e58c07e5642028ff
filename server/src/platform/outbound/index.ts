export { isAllowedAddress, targetOf, type Target } from "./allowed-host.ts";
export { pinned, post, sendLetter, type Letter } from "./post.ts";
export { fetchBytes, type Fetched } from "./fetch-bytes.ts";
