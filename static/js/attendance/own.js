/* One's own code stays on the device, so that it opens at the door without network. */
import { startWorker } from "../device/keep.js";
import { keepAll } from "./keep.js";

const address = document.querySelector("[data-own]").dataset.own;
startWorker(address).then((works) => { if (works) keepAll().catch(() => {}); });
