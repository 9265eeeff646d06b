/** Debian's Chromium for the browser tests: found, or installed when we may, or asked for in plain words. */
import { findChromium } from "../test/harness/chromium-path.ts";
import { installDebianPackages } from "./debian-packages.ts";

/** Chromium and fonts that hold every Vietnamese letter. */
const PACKAGES = ["chromium", "fonts-dejavu-core", "fonts-liberation"];

/** Ends the process with a message in both languages when there is no Chromium and none can be installed. */
export function ensureChromium(): void {
  if (findChromium()) return;
  if (installDebianPackages(PACKAGES) && findChromium()) return;
  process.stderr.write(
    `✗ Kiểm thử giao diện cần trình duyệt Chromium. Cài bằng: sudo apt-get install ${PACKAGES.join(" ")}\n` +
      "  hoặc đặt biến môi trường CHROMIUM_PATH tới một bản Chromium hay Chrome có sẵn.\n" +
      `  The browser tests need Chromium. Install it: sudo apt-get install ${PACKAGES.join(" ")}\n` +
      "  or set the environment variable CHROMIUM_PATH to a Chromium or Chrome that is there.\n" +
      "\n0 passed, 1 failed, 0 skipped\n",
  );
  process.exit(1);
}
