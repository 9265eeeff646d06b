import { renewCertificate } from "../core/operations/renew-certificate.ts";
import type { Worker } from "./runner.ts";

/** Gets certificates from an authority and renews them in time. */
export function certificateWorker(folder: string): Worker {
  return {
    name: "certificate",
    everyMs: 10 * 60_000,
    async run(app) {
      await renewCertificate(app, folder);
      return 0;
    },
  };
}
