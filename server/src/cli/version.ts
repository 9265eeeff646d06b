import { readFileSync } from "node:fs";
import type { Command } from "./command.ts";

export const version: Command = {
  name: "version",
  usage: "",
  vi: "In phiên bản của Công Thư và của Node.js",
  en: "Print the version of Công Thư and of Node.js",
  async run(_args, terminal) {
    const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
    const { version: own } = JSON.parse(text) as { version: string };
    terminal.out(`congthu ${own} (Node.js ${process.versions.node})\n`);
    return 0;
  },
};
