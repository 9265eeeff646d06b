import { localDay } from "@congthu/shared/dates";
import { AGENCY_KINDS } from "@congthu/shared/directory-words";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { createAgency } from "../core/directory/create-agency.ts";
import { agencySubtree } from "../store/agencies.ts";
import { type Command, UsageError } from "./command.ts";
import { agencyNamed, subcommand, withApp } from "./with-app.ts";

const OPTIONS = {
  ...CONFIG_OPTIONS,
  parent: { type: "string" },
  name: { type: "string" },
  abbr: { type: "string" },
  kind: { type: "string", default: "department" },
  tier: { type: "string" },
  domain: { type: "string" },
  since: { type: "string" },
  "no-mailbox": { type: "boolean", default: false },
} as const;

export const agencyCommand: Command = {
  name: "agency",
  usage: `list | create --parent A --name N --abbr X [--kind K] [--tier T] [--domain D] [--since YYYY-MM-DD] [--no-mailbox] ${CONFIG_USAGE}`,
  vi: "Cơ quan: liệt kê cây, thêm một cơ quan; A là mã hoặc tên tắt của cơ quan cấp trên",
  en: "Agencies: list the tree, add one; A is the id or abbreviation of the agency above",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["list", "create"]);
    const { values } = parseCommandLine(rest, OPTIONS);
    return withApp(values, terminal, async ({ app, operator }) => {
      if (word === "list") {
        for (const scope of operator.scopes)
          for (const a of await app.db.read((r) => agencySubtree(r, scope.path)))
            terminal.out(
              `${"  ".repeat(a.path.split("/").length - 3)}${a.name}\t${a.abbr}\t${a.tier}\t${a.agency_id}\n`,
            );
        return 0;
      }
      const { parent, name, abbr } = values;
      if (parent === undefined || name === undefined || abbr === undefined)
        throw new UsageError("--parent, --name, --abbr");
      const above = await agencyNamed(app, parent);
      const kind = AGENCY_KINDS.find((k) => k === values.kind);
      if (!kind) throw new UsageError(`--kind: ${AGENCY_KINDS.join(", ")}`);
      const id = await createAgency(app, operator, {
        ...{ parentId: above.agency_id, name, shortName: "", abbr, kind, domain: values.domain },
        ...{ tier: values.tier ?? above.tier, sinceDay: values.since ?? localDay(app.clock.now()) },
        withMailbox: !values["no-mailbox"],
      });
      terminal.out(`${id}\n`);
      return 0;
    });
  },
};
