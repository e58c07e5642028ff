export { freePorts } from "@amaliyat/simulator";
