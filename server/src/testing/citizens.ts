export { signerOf, startCitizens, startPushService, telephone } from "@amaliyat/simulator";
