export { signerOf, startPushService, telephone } from "@amaliyat/simulator";
