export { startCitizens } from "@amaliyat/simulator";
